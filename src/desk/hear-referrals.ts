import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { AboutOffer, AboutReferral, ReferralFactType } from '../referrals/referrals.events.js';
import { type News, type NoticeKind, NoticesStore } from './notices.store.js';

/** Who answers for a case now; who led it away from the network themselves needs no news of it. */
const WHO = statement('desk.referrals-told', `
  select c.id as "caseId", c.owner_id as "ownerId", t.lead_id as "leadId",
    (select e.actor_id from desk_events e where e.case_id = c.id and e.kind = 'referral.unmet' order by e.at desc, e.id desc limit 1) as "gaveUp"
  from desk_cases c join desk_teams t on t.id = c.team_id where c.id = any($1::uuid[])`);

interface Who { readonly caseId: string; readonly ownerId: string | null; readonly leadId: string | null; readonly gaveUp: string | null }

/** What facts of referrals may say beside whom they are about. */
type Said = AboutReferral & Partial<AboutOffer & { readonly reason: string | null; readonly side: string; readonly step: 'owner' | 'lead'; readonly what: string; readonly because: string; readonly reviewId: string }>;

/** What the news is called, and when it is news at all. */
interface Telling {
  readonly kind: NoticeKind;
  readonly when?: (said: Said) => boolean;
}

const byOrganisation = ({ side }: Said): boolean => side === 'organisation';

const TELLINGS = {
  'offer.accepted': { kind: 'offer-accepted' }, 'offer.waitlisted': { kind: 'offer-waitlisted' }, 'offer.declined': { kind: 'offer-declined' }, 'offer.asked': { kind: 'offer-asked' },
  'offer.question-waits': { kind: 'question-waits' }, 'offer.late': { kind: 'offer-late' }, 'offer.messaged': { kind: 'offer-messaged', when: byOrganisation },
  'offer.unsuccessful': { kind: 'offer-unsuccessful' }, 'offer.withdrawn': { kind: 'offer-withdrawn', when: byOrganisation }, 'offer.no-show': { kind: 'offer-no-show' },
  'offer.waitlist-review': { kind: 'waitlist-review' }, 'referral.unmet': { kind: 'referral-unmet' }, 'referral.paused': { kind: 'referral-paused', when: ({ reason }) => reason === 'reassess' },
  'referral.reappeared': { kind: 'referral-reappeared' }, 'consent.lapsed': { kind: 'consent-lapsed' }, 'consent.undecided': { kind: 'consent-undecided' }, 'review.opened': { kind: 'review-opened' },
} as const satisfies Partial<Record<ReferralFactType, Telling>>;

const KINDS: Readonly<Record<string, Telling>> = TELLINGS;

/** What became of a referral is told to whoever answers for its case: its owner or, without one, their lead; and the lead when the owner stays silent. */
@Injectable()
@Hears(...Object.keys(TELLINGS))
export class HearReferrals implements FactListener {
  constructor(private readonly notices: NoticesStore) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const said = facts.map(({ type, payload }) => ({ type, ...(payload as Said) }));
    const who = new Map((await rows<Who>(tx, WHO, [[...new Set(said.map(({ caseId }) => caseId))]])).map((each) => [each.caseId, each]));
    await this.notices.tell(tx, said.flatMap((each) => newsOf(each, who.get(each.caseId))));
  }
}

function newsOf({ type, ...said }: Said & { readonly type: string }, who: Who | undefined): News[] {
  const telling = KINDS[type];
  const to = said.step === 'lead' ? who?.leadId : who?.ownerId ?? who?.leadId;
  const did = said.by ?? (type === 'referral.unmet' ? who?.gaveUp : null);
  if (!telling || !to || to === did || telling.when?.(said) === false) return [];
  const { referralId, caseId, need, organisationId, reason, what, because, reviewId } = said;
  return [{ personId: to, kind: telling.kind, subjectId: referralId, caseId, details: { need, ...(organisationId ? { organisationId } : {}), ...(reason ? { reason } : {}), ...(what ? { what } : {}), ...(because ? { because } : {}), ...(reviewId ? { reviewId } : {}) } }];
}
