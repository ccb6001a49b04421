import { join } from 'node:path';
import { readReference } from '../../config/reference.js';
import { projectRoot } from '../../config/root.js';
import type { Translate } from '../../libs/i18n/translate.js';
import type { ReferralFactType } from './referrals.events.js';

const reference = readReference(join(projectRoot(), 'config'));

/** The happenings of a case that are about who helps: every fact of this room, and that a referral was split. */
export const REFERRAL_KINDS = [
  'referral.opened', 'referral.split', 'referral.paused', 'referral.resumed', 'referral.met', 'referral.unmet', 'referral.reappeared', 'referral.reopened', 'referral.withdrawn', 'referral.voided',
  'offer.sent', 'offer.asked', 'offer.answered', 'offer.accepted', 'offer.waitlisted', 'offer.declined', 'offer.expired', 'offer.scheduled', 'offer.unscheduled', 'offer.started', 'offer.contacted',
  'offer.progressed', 'offer.completed', 'offer.unsuccessful', 'offer.withdrawn', 'offer.person-declined', 'offer.voided', 'offer.messaged', 'outcome.told', 'review.opened', 'review.settled', 'consent.lapsed',
] as const satisfies readonly (ReferralFactType | 'referral.split')[];

/** A line of the timeline as it is stored. */
interface TimelineEvent {
  readonly kind: string;
  readonly actorId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A need by its name. */
export const needName = (t: Translate, code: string): string => reference.need(code)?.[t.language] ?? code;

/** Why, in the reader’s words; nothing for what is no reason of ours. */
export const reasonText = (t: Translate, reason: unknown): string => (typeof reason === 'string' && t.has(`referrals.office.reasons.${reason}`) ? t(`referrals.office.reasons.${reason}`) : '');

/** What a line of this room says, in the reader’s words; `names` tells who people and organisations are. Kinds of other rooms are theirs to say: undefined. */
export function referralText(t: Translate, { kind, actorId, details }: TimelineEvent, names: ReadonlyMap<string, string>): string | undefined {
  const key = `referrals.timeline.${kind}`;
  if (!t.has(key)) return undefined;
  const { need, organisationId, reason, outcome } = details;
  const said = t(key, {
    need: typeof need === 'string' ? needName(t, need) : t('referrals.office.one'),
    organisation: (typeof organisationId === 'string' && names.get(organisationId)) || t('referrals.timeline.somebody'),
    name: (actorId && names.get(actorId)) || t('cases.timeline.engine'),
    reason: reasonText(t, reason), outcome: typeof outcome === 'string' ? outcome : '',
  });
  // A reason that was not given leaves no comma behind.
  return said.replace(/, ?$/, '');
}
