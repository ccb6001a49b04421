/** The lists of referrals at the counter, in the order of their tabs; each is a question to the rows as they are now. */
import type { OfferState } from '../../referrals/referrals.door.js';
import type { Tier } from '../../cases/cases.door.js';

export const REFERRAL_LISTS = ['waiting', 'questions', 'answers', 'decide', 'to_ask', 'households', 'unmet'] as const;
/**
 * - `waiting`: an organisation owes a word, an answer or one that is overdue, whoever has been silent longest first;
 * - `questions`: it asked something and its clock stands still; `answers`: it said something that whoever answers for the case has
 *   not read, questions among it;
 * - `decide`: an answer lies on the person's side, help was partial, both sides disagree, a consent ended while it is held, or room
 *   appeared for what nobody could meet;
 * - `to_ask`: open, and nobody is asked; `unmet`: nobody could help;
 * - `households`: they are to be asked at the next contact whether it helped, for as long as they may remember.
 */
export type ReferralList = (typeof REFERRAL_LISTS)[number];

/** Why somebody must decide. */
export type Because = 'reassess' | 'partly' | 'person_disagrees' | 'organisation_disagrees' | 'disagreed' | 'reappeared';

/** A referral, or an offer of it, in one of the lists; moments are RFC 3339 texts. */
export interface ReferralRow {
  /** Of the offer, the review or the referral, whichever the list is of. */
  readonly id: string;
  /** What the list is ordered by. */
  readonly key: string;
  readonly referralId: string;
  readonly need: string;
  readonly caseId: string;
  readonly leadName: string;
  readonly tier: Tier;
  readonly ownerName: string | null;
  readonly restricted: boolean;
  readonly organisationId?: string;
  readonly organisationName?: string;
  readonly state?: OfferState;
  readonly sentAt?: string | null;
  readonly awaitedAt?: string | null;
  readonly contactedAt?: string | null;
  readonly outcome?: string | null;
  readonly reason?: string | null;
  readonly reviewId?: string | null;
  readonly because?: Because;
}

/** An organisation that has not kept its word lately. */
export interface SilentRow {
  readonly id: string;
  readonly name: string;
  readonly late: number;
  readonly expired: number;
  readonly since: string;
}

/** What a day shows of referrals. */
export interface ReferralsOfDay {
  readonly counts: Readonly<Record<'waiting' | 'late' | 'answers' | 'decide', number>>;
  readonly waiting: readonly ReferralRow[];
  readonly answers: readonly ReferralRow[];
  readonly decide: readonly ReferralRow[];
  readonly silent: readonly SilentRow[];
}
