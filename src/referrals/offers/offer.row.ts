import type { Tier } from '../../cases/cases.door.js';
import type { ClockKind } from './deadlines.rules.js';
import type { OfferState } from './offer.rules.js';
import type { Outcome, Side } from './reasons.rules.js';

/** What an organisation may see of a household before anybody signs in: never who they are. */
export interface OfferSummary {
  readonly adults: number;
  readonly children: number;
  /** As BCP 47 tags. */
  readonly language: string;
  readonly interpreter: 'needed' | 'wished' | 'not_needed';
  readonly borough: string | null;
}

/** A referral put to one service of one organisation. */
export interface OfferRow {
  readonly id: string;
  readonly referralId: string;
  readonly caseId: string;
  readonly organisationId: string;
  readonly serviceId: string;
  readonly need: string;
  readonly tier: Tier;
  readonly state: OfferState;
  /** Those of one step are asked together. */
  readonly step: number;
  readonly position: number;
  /** Organisations read it through a view, while the household agrees. */
  readonly summary: OfferSummary;
  readonly clock: ClockKind | null;
  readonly calendar: string | null;
  readonly allowanceMinutes: number | null;
  readonly sentAt: Date | null;
  readonly standardDueAt: Date | null;
  readonly dueAt: Date | null;
  /** When its clock stopped for a question of the organisation's. */
  readonly askedAt: Date | null;
  readonly asks: number;
  /** What was left of its time then, in minutes on its clock. */
  readonly leftMinutes: number | null;
  readonly pausedMinutes: number;
  readonly pausedBusinessMinutes: number;
  readonly answeredAt: Date | null;
  readonly answer: 'accepted' | 'waitlisted' | 'declined' | 'expired' | null;
  /** How long its first answer took, without pauses: as time passed, and in its business time. */
  readonly elapsedMinutes: number | null;
  readonly businessMinutes: number | null;
  readonly seenAt: Date | null;
  readonly reason: string | null;
  readonly side: Side | null;
  /** Not to be asked again for that need before this day. */
  readonly againOn: string | null;
  readonly waitPlace: number | null;
  readonly waitWeeks: number | null;
  readonly acceptedAt: Date | null;
  readonly contactDueAt: Date | null;
  readonly contactedAt: Date | null;
  readonly scheduledAt: Date | null;
  readonly startedAt: Date | null;
  /** When the organisation last said how it goes. */
  readonly toldAt: Date | null;
  readonly updateDueAt: Date | null;
  readonly outcomeDueAt: Date | null;
  readonly outcome: Outcome | null;
  readonly settledAt: Date | null;
  /** Since when the household no longer agrees, while it is held. */
  readonly disagreedAt: Date | null;
  readonly demo: boolean;
  readonly version: number;
}

/** An offer that nobody has been asked with yet, as its row is. */
export const drafted = (offer: Pick<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'tier' | 'step' | 'position'>): OfferRow => ({
  ...offer, state: 'drafted', summary: NOTHING_YET, clock: null, calendar: null, allowanceMinutes: null, sentAt: null, standardDueAt: null, dueAt: null, askedAt: null, asks: 0, leftMinutes: null,
  pausedMinutes: 0, pausedBusinessMinutes: 0, answeredAt: null, answer: null, elapsedMinutes: null, businessMinutes: null, seenAt: null, reason: null, side: null, againOn: null, waitPlace: null,
  waitWeeks: null, acceptedAt: null, contactDueAt: null, contactedAt: null, scheduledAt: null, startedAt: null, toldAt: null, updateDueAt: null, outcomeDueAt: null, outcome: null, settledAt: null,
  disagreedAt: null, demo: false, version: 1,
});

const NOTHING_YET: OfferSummary = { adults: 0, children: 0, language: '', interpreter: 'not_needed', borough: null };
