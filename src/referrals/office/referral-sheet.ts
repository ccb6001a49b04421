/** A referral as the office reads it, as its statement writes it in JSON: moments are RFC 3339 texts. */
import type { OfferRow } from '../offers/offer.row.js';
import type { MessageKind } from '../offers/thread.js';
import type { ReferralRow } from '../referral.entity.js';

type Text<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] };

/** A word of the thread between the office and an organisation. */
export interface MessageSheet {
  readonly id: string;
  readonly side: 'office' | 'organisation';
  readonly kind: MessageKind;
  readonly body: string;
  readonly authorId: string | null;
  readonly authorName: string | null;
  readonly at: string;
  readonly readAt: string | null;
}

/** When and where an organisation meets the household. */
export interface AppointmentSheet {
  readonly id: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly place: string;
  readonly bring: string | null;
  readonly state: 'planned' | 'kept' | 'no_show' | 'cancelled';
}

/** Whom a referral was put to, and everything that came of it. */
export interface OfferSheet extends Omit<Text<OfferRow>, 'referralId' | 'caseId' | 'summary' | 'calendar' | 'allowanceMinutes' | 'demo'> {
  readonly organisationName: string;
  readonly serviceName: string;
  readonly remindedAt: string | null;
  /** Until when its next word is awaited. */
  readonly awaitedAt: string | null;
  readonly toRead: boolean;
  /** Whether the household still agrees that this organisation sees what was shared. */
  readonly agreed: boolean;
  readonly messages: readonly MessageSheet[];
  readonly appointments: readonly AppointmentSheet[];
  /** What the household was asked, and says came of it. */
  readonly household: { readonly askedAt: string; readonly answer: 'helped' | 'partly' | 'not_helped' | null; readonly because: string | null; readonly source: 'link' | 'contact' | null; readonly answeredAt: string | null } | null;
  readonly review: { readonly id: string; readonly because: string; readonly openedAt: string; readonly settledAt: string | null; readonly decision: string | null } | null;
}

/** A referral with everybody it was put to. */
export interface ReferralSheet extends Omit<Text<ReferralRow>, 'demo' | 'lookedAt'> {
  /** The office's present. */
  readonly at: string;
  readonly newcomerName: string | null;
  readonly openedByName: string | null;
  readonly parts: readonly { readonly id: string; readonly need: string; readonly state: ReferralRow['state'] }[];
  readonly offers: readonly OfferSheet[];
}
