/**
 * A household before it has a file: what registration, a notice or a list knows of it. The same faults are named
 * whichever door it comes through, each at the field that the form shows.
 */
import type { CaseState, Housing, Interpreter, Source, Tier, TierReason, Urgency } from './case.rules.js';
import { faultsOfConsent, type Giver, type Proof, type Purpose } from './consents/consent.rules.js';
import { faultOfWay, type WayKind } from './contact/contact.rules.js';
import { ageOn, faultOfBirth, type Gender, type Kinship } from './newcomers/newcomers.rules.js';
import { repeated } from './needs/needs.rules.js';

/** One person of the household. The identity may be chosen by whoever planned with it already. */
export interface NewcomerDraft {
  readonly id?: string;
  readonly kinship: Kinship;
  readonly givenName: string;
  readonly familyName?: string;
  readonly gender?: Gender | null;
  readonly birthOn?: string | null;
  readonly speaksFrench?: boolean | null;
  readonly speaksEnglish?: boolean | null;
  readonly languages?: readonly string[];
  readonly immigrationStatus?: string | null;
  readonly fingerprint?: string | null;
}

/** One way to reach them: what was not said to be safe is not. */
export interface ContactWayDraft {
  /** The place in `newcomers` of the person it belongs to; without it, the household's. */
  readonly newcomer?: number | null;
  readonly kind: WayKind;
  readonly value: string;
  readonly safeToCall?: boolean;
  readonly safeToText?: boolean;
  readonly voicemailOk?: boolean;
  readonly codeWord?: string | null;
  readonly preferred?: boolean;
}

/** One consent as it was given, by the person at that place in `newcomers`. */
export interface ConsentDraft {
  readonly newcomer: number;
  readonly purpose: Purpose;
  readonly recipient: string;
  readonly language: string;
  readonly interpreted: boolean;
  readonly proof: Proof;
  readonly givenBy: Giver;
  readonly expiresOn: string;
}

/** Everything that opening a case writes. */
export interface CaseDraft {
  readonly id?: string;
  readonly state: Exclude<CaseState, 'closed'>;
  readonly tier: Tier;
  readonly tierReasons: readonly TierReason[];
  readonly tierConfirmedBy: string | null;
  readonly teamId: string;
  readonly ownerId: string;
  /** False when the owner only holds it until somebody is chosen. */
  readonly assigned: boolean;
  readonly protocol: { readonly code: string; readonly version: number };
  readonly source: Source;
  readonly noticeNumber?: string | null;
  readonly plannedArrivalOn?: string | null;
  readonly arrivalOn?: string | null;
  readonly arrivalAt?: Date | null;
  readonly provinceArrivalOn?: string | null;
  readonly movedInOn?: string | null;
  readonly immigrationStatus: string;
  readonly language: string;
  readonly languages?: readonly string[];
  readonly interpreter: Interpreter;
  readonly borough?: string | null;
  readonly address?: string | null;
  readonly housing?: Housing | null;
  readonly urgencies?: readonly Urgency[];
  readonly restricted?: boolean;
  readonly newcomers: readonly NewcomerDraft[];
  readonly contactWays?: readonly ContactWayDraft[];
  readonly needs?: readonly { readonly code: string; readonly score: number; readonly note?: string | null }[];
  readonly consents?: readonly ConsentDraft[];
  readonly note?: string | null;
  readonly demo?: boolean;
  /** When it was registered, for a past that is written down later; else now. */
  readonly registeredAt?: Date;
}

/** A field of the draft and what is wrong with it: `cases.faults.<fault>`. */
export interface DraftFault {
  readonly path: string;
  readonly fault: string;
}

/** Everything that stands against opening a case for this household on a day; nothing, if it may be. */
export function faultsOfDraft(draft: Pick<CaseDraft, 'newcomers' | 'contactWays' | 'needs' | 'consents'>, on: string): DraftFault[] {
  return [...faultsOfPeople(draft.newcomers, on), ...faultsOfWays(draft), ...faultsOfNeeds(draft), ...faultsOfConsents(draft, on)];
}

function faultsOfPeople(newcomers: readonly NewcomerDraft[], on: string): DraftFault[] {
  const faults: DraftFault[] = [];
  if (newcomers.filter(({ kinship }) => kinship === 'head').length !== 1) faults.push({ path: 'newcomers', fault: 'one-head' });
  newcomers.forEach(({ birthOn }, i) => {
    const fault = birthOn ? faultOfBirth(birthOn, on) : undefined;
    if (fault) faults.push({ path: `newcomers.${i}.birthOn`, fault });
  });
  return faults;
}

function faultsOfWays({ newcomers, contactWays = [] }: Pick<CaseDraft, 'newcomers' | 'contactWays'>): DraftFault[] {
  const faults: DraftFault[] = [];
  contactWays.forEach((way, i) => {
    const { safeToCall = false, safeToText = false, voicemailOk = false, preferred = false } = way;
    const wrong = faultOfWay({ kind: way.kind, safeToCall, safeToText, voicemailOk, preferred });
    if (wrong) faults.push({ path: `contactWays.${i}.${wrong.path}`, fault: wrong.fault });
    if (typeof way.newcomer === 'number' && !newcomers[way.newcomer]) faults.push({ path: `contactWays.${i}.newcomer`, fault: 'unknown-newcomer' });
  });
  if (contactWays.filter(({ preferred }) => preferred).length > 1) faults.push({ path: 'contactWays', fault: 'one-preferred' });
  return faults;
}

const faultsOfNeeds = ({ needs = [] }: Pick<CaseDraft, 'needs'>): DraftFault[] =>
  (repeated(needs.map(({ code }) => code)).length > 0 ? [{ path: 'needs', fault: 'need-twice' }] : []);

function faultsOfConsents({ newcomers, consents = [] }: Pick<CaseDraft, 'newcomers' | 'consents'>, on: string): DraftFault[] {
  return consents.flatMap((consent, i): DraftFault[] => {
    const giver = newcomers[consent.newcomer];
    if (!giver) return [{ path: `consents.${i}.newcomer`, fault: 'unknown-newcomer' }];
    const age = giver.birthOn ? ageOn(giver.birthOn, on) : null;
    return faultsOfConsent({ ...consent, givenOn: on, age }).map(({ path, fault }) => ({ path: `consents.${i}.${path}`, fault }));
  });
}
