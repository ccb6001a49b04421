import type { Translate } from '../../libs/i18n/translate.js';

/** A line of a case's timeline as it is stored. */
export interface FollowUpEvent {
  readonly kind: string;
  readonly actorId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a line of this room says, in the reader's words; `names` tells who people are, `called` what a checkpoint is called. Other rooms' kinds: undefined. */
export function followUpText(t: Translate, event: FollowUpEvent, names: ReadonlyMap<string, string>, called: (code: string) => string): string | undefined {
  const key = `follow-ups.timeline.${event.kind}`;
  if (!t.has(key)) return undefined;
  const { code, outcome, reason } = event.details;
  return t(key, {
    name: (event.actorId && names.get(event.actorId)) || t('follow-ups.timeline.engine'),
    checkpoint: typeof code === 'string' ? called(code) : '',
    outcome: typeof outcome === 'string' && t.has(`follow-ups.outcomes.${outcome}`) ? t(`follow-ups.outcomes.${outcome}`) : '',
    reason: typeof reason === 'string' && t.has(`follow-ups.late-reasons.${reason}`) ? t(`follow-ups.late-reasons.${reason}`) : '',
  });
}
