import type { Translate } from '../../libs/i18n/translate.js';

/** A line of the timeline as it is stored. */
export interface TimelineEvent {
  readonly kind: string;
  readonly actorId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a line of this room says, in the reader's words; `names` tells who people are. Kinds of other rooms are theirs to say: undefined. */
export function timelineText(t: Translate, event: TimelineEvent, names: ReadonlyMap<string, string>): string | undefined {
  const key = `cases.timeline.${event.kind}`;
  if (!t.has(key)) return undefined;
  const { fields, reason, from, to, purpose, scores } = event.details;
  const nameOf = (id: unknown): string => (typeof id === 'string' && names.get(id)) || t('cases.timeline.engine');
  const coded = (space: string, code: unknown): string => (typeof code === 'string' && t.has(`cases.${space}.${code}`) ? t(`cases.${space}.${code}`) : '');

  return t(key, {
    name: nameOf(event.actorId),
    fields: Array.isArray(fields) ? t.list(fields.map((field) => coded('fields', field))) : '',
    reason: coded(event.kind === 'case.reopened' ? 'reopen-reasons' : 'close-reasons', reason),
    from: event.kind === 'tier.set' ? String(from) : '',
    to: event.kind === 'tier.set' ? String(to) : nameOf(to),
    purpose: coded('purposes', purpose),
    count: Array.isArray(scores) ? scores.length : 0,
  });
}
