/** A case as its statement writes it in JSON: what the page of a case is drawn from. */
import type { CaseFacts, ConsentSheet, NewcomerSheet, WaySheet } from '../../cases/cases.door.js';
import type { Checkpoint, FollowUpChannel, Outcome } from '../../follow-ups/follow-ups.door.js';
import type { OfferRow, ReferralRow } from '../../referrals/referrals.door.js';

type Text<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

/** A need as it stands, where it began, and how often it was looked at. */
export interface NeedNow {
  readonly code: string;
  readonly score: number;
  readonly note: string | null;
  readonly scoredAt: string;
  readonly scoredBy: string | null;
  readonly times: number;
  readonly first: number;
}

/** A promise, with how it was kept. */
export interface Promised extends Pick<Text<Checkpoint>,
  'id' | 'code' | 'state' | 'channel' | 'ownerId' | 'tier' | 'dueAt' | 'standardDueAt' | 'movedReason' | 'step' | 'checklist' | 'lookedAt' | 'attempts' | 'nextAttemptAt' | 'settledAt' | 'reason' | 'version'> {
  readonly settledBy: string | null;
  readonly nextAttemptChannel: FollowUpChannel | null;
  readonly brokenAt: string | null;
  readonly breachReason: string | null;
  readonly contactChannel: FollowUpChannel | null;
  readonly contactInterpreted: boolean | null;
}

/** Whom a referral was put to, and what they said. */
export interface OfferNow extends Pick<Text<OfferRow>,
  'id' | 'version' | 'organisationId' | 'serviceId' | 'state' | 'step' | 'position' | 'clock' | 'sentAt' | 'dueAt' | 'standardDueAt' | 'seenAt' | 'askedAt' | 'answeredAt' | 'answer' | 'elapsedMinutes'
  | 'businessMinutes' | 'reason' | 'side' | 'waitPlace' | 'waitWeeks' | 'acceptedAt' | 'contactDueAt' | 'contactedAt' | 'outcome' | 'settledAt' | 'disagreedAt'> {
  readonly organisationName: string;
  readonly serviceName: string;
  /** Until when its next word is awaited. */
  readonly awaitedAt: string | null;
  readonly toRead: boolean;
  readonly appointmentAt: string | null;
  /** What the household itself says came of it. */
  readonly householdSays: 'helped' | 'partly' | 'not_helped' | null;
  readonly householdSaidAt: string | null;
}

/** A need that was put to the network, as it stands. */
export interface ReferralNow extends Pick<Text<ReferralRow>, 'id' | 'version' | 'newcomerId' | 'need' | 'tier' | 'state' | 'way' | 'partOf' | 'reason' | 'pausedUntil' | 'openedAt' | 'settledAt'> {
  readonly offers: readonly OfferNow[];
}

/** Something that happened. */
export interface Told {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly actorId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly said: string | null;
  readonly channel: FollowUpChannel | null;
  readonly outcome: Outcome | null;
  readonly contact: boolean | null;
  readonly interpreted: boolean | null;
  readonly minutes: number | null;
}

/** The whole file. */
export interface WholeFile extends Omit<Text<CaseFacts>, 'demo'> {
  readonly at: string;
  readonly teamName: string;
  readonly ownerName: string | null;
  readonly newcomers: readonly NewcomerSheet[];
  readonly contactWays: readonly WaySheet[];
  readonly needs: readonly NeedNow[];
  readonly consents: readonly (ConsentSheet & { readonly inForce: boolean })[];
  readonly checkpoints: readonly Promised[];
  readonly referrals: readonly ReferralNow[];
  readonly timeline: readonly Told[];
  readonly hasOlder: boolean;
  readonly people: Readonly<Record<string, string>>;
}

/** What others see of a case that is not theirs. */
export interface Glimpse {
  readonly id: string;
  readonly leadName: string;
  readonly ownerName: string | null;
  readonly teamName: string;
}
