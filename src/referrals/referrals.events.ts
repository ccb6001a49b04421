import type { Tier } from '../cases/cases.door.js';

/** What every fact of a referral says: identities and codes, never what a file, a question or a note said. */
export interface AboutReferral {
  readonly referralId: string;
  readonly caseId: string;
  readonly teamId: string;
  readonly ownerId: string | null;
  readonly need: string;
  readonly tier: Tier;
}

/** The same for an offer; `by`: the person who did it, when one did. */
export interface AboutOffer extends AboutReferral {
  readonly offerId: string;
  readonly organisationId: string;
  readonly serviceId: string;
  readonly by: string | null;
}

/** A coded reason, where the move asks for one. */
interface Reasoned { readonly reason: string | null }

/** Whom it goes to: the owner, and then their lead. */
interface Heard { readonly step: 'owner' | 'lead' }

/** The facts that this room tells, by type, with their payloads. */
export interface ReferralFactPayloads {
  'referral.opened': AboutReferral;
  'referral.paused': AboutReferral & Reasoned & { readonly until: string | null };
  'referral.resumed': AboutReferral;
  'referral.met': AboutReferral;
  'referral.unmet': AboutReferral & Reasoned;
  'referral.reappeared': AboutReferral & { readonly serviceId: string };
  'referral.reopened': AboutReferral & Reasoned;
  'referral.withdrawn': AboutReferral & Reasoned;
  'referral.voided': AboutReferral & Reasoned;

  'offer.sent': AboutOffer;
  'offer.asked': AboutOffer;
  'offer.answered': AboutOffer;
  'offer.accepted': AboutOffer;
  'offer.waitlisted': AboutOffer;
  'offer.declined': AboutOffer & Reasoned;
  'offer.expired': AboutOffer;
  'offer.scheduled': AboutOffer;
  'offer.unscheduled': AboutOffer;
  'offer.started': AboutOffer;
  'offer.contacted': AboutOffer;
  'offer.progressed': AboutOffer;
  'offer.completed': AboutOffer & { readonly outcome: string };
  'offer.unsuccessful': AboutOffer & Reasoned;
  /** Taken back: by the organisation that had accepted, or by the office. */
  'offer.withdrawn': AboutOffer & Reasoned & { readonly side: 'organisation' | 'office' };
  'offer.person-declined': AboutOffer;
  'offer.voided': AboutOffer & Reasoned;
  /** Somebody did not come to an appointment. */
  'offer.no-show': AboutOffer;
  /** What an organisation that holds a household owes is past its time. */
  'offer.late': AboutOffer & { readonly what: 'contact' | 'update' | 'outcome' };
  /** The office has not answered an organisation’s question for a business day or more. */
  'offer.question-waits': AboutOffer & Heard;
  'offer.waitlist-review': AboutOffer;
  'offer.messaged': AboutOffer & { readonly side: 'organisation' | 'office' };

  /** The newcomer, or who spoke with them, said how it went. */
  'outcome.told': AboutOffer & { readonly answer: string };
  'review.opened': AboutOffer & { readonly reviewId: string; readonly because: string };
  'review.settled': AboutOffer & { readonly reviewId: string; readonly decision: string };
  /** The household no longer agrees that whoever holds its referral sees what was shared. */
  'consent.lapsed': AboutOffer;
  /** They agree again. */
  'consent.restored': AboutOffer;
  /** The office has not decided what follows for a business day or more. */
  'consent.undecided': AboutOffer & Heard;
}

export type ReferralFactType = keyof ReferralFactPayloads;

/** A fact on its way to the outbox. */
export interface ReferralFact<T extends ReferralFactType = ReferralFactType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: ReferralFactPayloads[T];
}

/** Makes a fact of this room; its subject is the referral. */
export const fact = <T extends ReferralFactType>(type: T, payload: ReferralFactPayloads[T]): ReferralFact<T> => ({ type, subjectId: payload.referralId, payload });
