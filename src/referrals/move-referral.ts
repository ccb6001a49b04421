import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Refusal, Stale } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { together } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { type CaseFacts, CaseFiles, Chronicle } from '../cases/cases.door.js';
import { isBusy } from './asking/next.rules.js';
import { aboutReferral } from './asking/referral-file.js';
import type { OfferRow } from './offers/offer.row.js';
import { OffersStore } from './offers/offers.store.js';
import type { ReferralRow } from './referral.entity.js';
import { judgeReferral, type Hand, type ReferralMoveName, type ReferralState } from './referral.rules.js';
import { fact, type ReferralFactType } from './referrals.events.js';
import { officeHands } from './referrals.policy.js';
import { ReferralsStore } from './referrals.store.js';
import { Ledger } from './unmet/ledger.js';

/** Asks a paused referral to go on. */
export const RESUME_ALARM = 'referral-resumes';

/** A referral that somebody may act on, locked, with its case. */
export interface EnteredReferral {
  readonly referral: ReferralRow;
  readonly file: CaseFacts;
  /** Its offers, in the order in which they are asked. */
  readonly offers: readonly OfferRow[];
  /** Whether an organisation is asked, keeps a place, or holds it. */
  readonly busy: boolean;
}

/** One move: which, and why. */
export interface ReferralDeed {
  readonly move: ReferralMoveName;
  readonly reason?: string | undefined;
  /** A pause ends by itself at this moment. */
  readonly until?: Date | null;
  /** The service in which room appeared. */
  readonly serviceId?: string;
}

/** What a move answers. */
export interface MovedReferral {
  readonly id: string;
  readonly state: ReferralState;
  readonly version: number;
}

const FACTS = {
  pause: 'referral.paused', resume: 'referral.resumed', meet: 'referral.met', giveUp: 'referral.unmet', reappear: 'referral.reappeared', reopen: 'referral.reopened', withdraw: 'referral.withdrawn',
  void: 'referral.voided',
} as const satisfies Record<ReferralMoveName, ReferralFactType>;

/** The one way to move a referral: the rules are asked, and what happened is written, told on the case’s timeline, audited and handed on together. */
@Injectable()
export class MoveReferral {
  constructor(
    private readonly files: CaseFiles,
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly ledger: Ledger,
    private readonly alarms: AlarmClock,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  /** Locks a referral, and its case before it, for whoever acts. Throws `NotFound`, `Forbidden`, or `Stale` if it changed since it was seen. */
  async enter(tx: Tx, referralId: string, seen?: number): Promise<EnteredReferral> {
    return this.admit(tx, referralId, await this.referrals.enter(tx, referralId), seen);
  }

  /** The same for a referral that was locked as the transaction opened, with its case. */
  async admit(tx: Tx, referralId: string, caseId: string, seen?: number): Promise<EnteredReferral> {
    const [file, referral, offers] = await together(this.files.facts(tx, caseId, 'edit'), this.referrals.byId(tx, referralId), this.offers.ofReferral(tx, referralId));
    if (seen !== undefined && seen !== referral.version) throw new Stale();
    return { referral, file, offers, busy: isBusy(offers) };
  }

  /** Makes a move of an entered referral. Throws a `Refusal` with the present state when the rules say no. */
  async make(tx: Tx, { referral, file, busy }: Omit<EnteredReferral, 'offers'>, { move, reason, until = null, serviceId }: ReferralDeed): Promise<MovedReferral> {
    const verdict = judgeReferral({ state: referral.state, busy }, move, handsOf(tx, file), reason);
    if (!verdict.allowed) throw new Refusal(`referrals.${verdict.because}`, { state: referral.state });
    if (file.state === 'closed' && (move === 'reopen' || move === 'resume' || move === 'reappear')) throw new Refusal('referrals.case-closed', { state: referral.state });
    // A whole that was split rests on its parts.
    if (referral.splitAt !== null && tx.by.kind === 'person' && (move === 'giveUp' || move === 'pause')) throw new Refusal('referrals.split', { state: referral.state });
    const { state } = verdict;
    const over = state !== 'open' && state !== 'paused';
    const version = await this.referrals.change(tx, referral, {
      state, reason: reason ?? null, pausedUntil: until, settledAt: over ? tx.at : null, ...(move === 'resume' || move === 'reopen' || move === 'reappear' ? { lookedAt: tx.at } : {}),
    });
    if (move === 'giveUp') await this.ledger.open(tx, referral, file, reason ?? '');
    if (referral.state === 'unmet') await this.ledger.settle(tx, referral.id, move === 'reappear' ? 'room' : 'office', serviceId ?? null);
    const [about, why] = [aboutReferral(referral, file), { reason: reason ?? null }];
    await this.chronicle.write(tx, { caseId: file.id, kind: FACTS[move], subjectId: referral.id, details: { referralId: referral.id, need: referral.need, ...(reason === undefined ? {} : why) } });
    if (until) await this.alarms.set(tx, [{ kind: RESUME_ALARM, subjectId: referral.id, at: until }]);
    else if (referral.pausedUntil) await this.alarms.cancel(tx, RESUME_ALARM, [referral.id]);
    await this.outbox.add(tx, fact(FACTS[move], { ...about, ...why, until: until?.toISOString() ?? null, serviceId: serviceId ?? '' }));
    return { id: referral.id, state, version };
  }
}

const handsOf = (tx: Tx, file: CaseFacts): readonly Hand[] => officeHands(tx.by, file);
