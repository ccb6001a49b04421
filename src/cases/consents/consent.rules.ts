/**
 * What a person agreed to. One consent is one purpose and one recipient, given by somebody who may give it, in a
 * language they understood, with a proof and an end. It counts from the moment it was given to the end of its last
 * day, unless it was withdrawn; withdrawing is as easy as giving and never needs a reason.
 * The age is that of Québec's Access Act: under fourteen, whoever has parental authority, or the tutor, consents.
 */

/** What a consent may be for, and to whom it may open the file. Nothing else can be recorded. */
export const PURPOSES = {
  follow_up: ['office'],
  messages: ['office'],
  referral: ['network', 'organisation'],
  ask_partner: ['sponsor', 'organisation'],
  interpretation: ['interpreter'],
  school: ['school'],
  health: ['health_services'],
} as const satisfies Record<string, readonly string[]>;

export type Purpose = keyof typeof PURPOSES;
export type RecipientKind = (typeof PURPOSES)[Purpose][number];

/** The purposes, in the order they are asked about. */
export const PURPOSE_CODES = Object.keys(PURPOSES) as Purpose[];

/** What is asked of everybody, one question each: a purpose with its usual recipient. A single organisation is asked for when it is known. */
export const USUAL_QUESTIONS: readonly { readonly purpose: Purpose; readonly recipient: RecipientKind }[] =
  PURPOSE_CODES.map((purpose) => ({ purpose, recipient: PURPOSES[purpose][0] }));

/** How one can show later that the person agreed. */
export const PROOFS = ['signed', 'verbal_witnessed', 'verbal_recorded', 'electronic'] as const;
export type Proof = (typeof PROOFS)[number];

/** Who gave it. */
export const GIVERS = ['self', 'parent_or_tutor'] as const;
export type Giver = (typeof GIVERS)[number];

/** Below this age nobody consents for themselves. */
export const CONSENTS_ALONE_FROM = 14;

/** A consent is limited in time; nobody remembers after two years what they said yes to. */
export const LONGEST_MONTHS = 24;

/** How long a consent is proposed for: one year, the length of the first support. */
export const USUAL_MONTHS = 12;

/** What the rules look at: days are the office's. */
export interface ConsentFacts {
  readonly purpose: string;
  /** A kind of recipient or, for one organisation, `organisation:` and its identity. */
  readonly recipient: string;
  readonly givenOn: string;
  readonly expiresOn: string;
  readonly withdrawnOn: string | null;
}

/** Why a consent cannot be recorded as it stands: the field, and `cases.faults.<fault>`. */
export interface ConsentFault {
  readonly path: 'recipient' | 'givenBy' | 'expiresOn';
  readonly fault: 'recipient' | 'too-young-to-consent' | 'expires-in-past' | 'expires-too-late';
}

/** A new consent as somebody wants to record it. */
export interface ConsentProposal {
  readonly purpose: Purpose;
  readonly recipient: string;
  readonly givenBy: Giver;
  readonly givenOn: string;
  readonly expiresOn: string;
  /** The age of the person concerned on that day, if it is known. */
  readonly age: number | null;
}

const ORGANISATION = /^organisation:[0-9a-f-]{36}$/;

/** The kind behind a recipient: `organisation:<identity>` is one organisation. */
export const kindOf = (recipient: string): string => (ORGANISATION.test(recipient) ? 'organisation' : recipient);

/** Everything that stands against recording a consent; nothing, if it may be. */
export function faultsOfConsent({ purpose, recipient, givenBy, givenOn, expiresOn, age }: ConsentProposal): ConsentFault[] {
  const faults: ConsentFault[] = [];
  const kinds: readonly string[] = PURPOSES[purpose];
  if (!kinds.includes(kindOf(recipient))) faults.push({ path: 'recipient', fault: 'recipient' });
  if (age !== null && age < CONSENTS_ALONE_FROM && givenBy === 'self') faults.push({ path: 'givenBy', fault: 'too-young-to-consent' });
  if (expiresOn < givenOn) faults.push({ path: 'expiresOn', fault: 'expires-in-past' });
  if (expiresOn > monthsAfter(givenOn, LONGEST_MONTHS)) faults.push({ path: 'expiresOn', fault: 'expires-too-late' });
  return faults;
}

/** Whether a consent counts on a day: its last day is still in. */
export function inForce({ givenOn, expiresOn, withdrawnOn }: Pick<ConsentFacts, 'givenOn' | 'expiresOn' | 'withdrawnOn'>, on: string): boolean {
  return givenOn <= on && on <= expiresOn && (withdrawnOn === null || on < withdrawnOn);
}

/** Whether the person agreed to a purpose for a recipient on a day. Consent for the network covers each of its organisations. */
export function agreesTo(consents: readonly ConsentFacts[], purpose: Purpose, recipient: string, on: string): boolean {
  return consents.some((consent) => consent.purpose === purpose && inForce(consent, on)
    && (consent.recipient === recipient || (consent.recipient === 'network' && kindOf(recipient) === 'organisation')));
}

/** How a consent stands on a day, as the page says it. */
export function standingOf(consent: Pick<ConsentFacts, 'givenOn' | 'expiresOn' | 'withdrawnOn'>, on: string): 'in_force' | 'expired' | 'withdrawn' {
  if (consent.withdrawnOn !== null) return 'withdrawn';
  return inForce(consent, on) ? 'in_force' : 'expired';
}

/** The same day some months later, or the last of that month when there is no such day. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const index = month - 1 + months;
  const last = new Date(Date.UTC(year, index + 1, 0));
  return new Date(Date.UTC(year, index, Math.min(date, last.getUTCDate()))).toISOString().slice(0, 10);
}
