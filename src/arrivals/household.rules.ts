/**
 * A household as registration knows it, and what the tier rules read of it. The form asks in the words of the case
 * file (housing, urgencies, ways to reach them); the rules ask in their own. This is the one place where the two meet,
 * so that a reason always points at the field a person can correct.
 */
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import type { CaseDraft, Housing, Interpreter, Source, Tier, TierReason, Urgency } from '../cases/cases.door.js';
import { proposeTier, type TierContext, type TierHousehold, type TierNewcomer } from './tier.rules.js';

/** What a household is at registration, whichever way it comes. */
export interface Household extends Pick<CaseDraft, 'newcomers' | 'contactWays' | 'needs' | 'consents' | 'note' | 'languages' | 'borough' | 'address' | 'restricted' | 'provinceArrivalOn'> {
  readonly immigrationStatus: string;
  readonly source: Source;
  readonly language: string;
  readonly interpreter: Interpreter;
  readonly housing?: Housing | null | undefined;
  readonly urgencies?: readonly Urgency[];
  readonly hasJobOrSchool?: boolean;
  readonly agreesToMessages?: boolean;
}

/** The part of it that decides the tier. */
export type TierFacts = Pick<Household, 'immigrationStatus' | 'language' | 'languages' | 'interpreter' | 'housing' | 'urgencies' | 'hasJobOrSchool' | 'agreesToMessages'> & {
  readonly newcomers: readonly { readonly birthOn?: string | null; readonly immigrationStatus?: string | null; readonly speaksFrench?: boolean | null; readonly speaksEnglish?: boolean | null }[];
  readonly contactWays?: readonly { readonly kind: string; readonly safeToCall?: boolean; readonly safeToText?: boolean }[];
};

/** What the proposal needs besides the household. */
export interface TierSetting extends TierContext {
  /** The notice came before they did. */
  readonly announced: boolean;
}

/** A tier with its reasons, each at the field of the form that fired it. */
export interface Proposal {
  readonly tier: Tier;
  readonly reasons: readonly TierReason[];
}

/** What somebody decided about the proposal; nothing, when nobody has looked at it yet. */
export interface Decision {
  readonly confirmed: Tier;
  /** Why another tier than the proposed one. */
  readonly because?: Override | undefined;
}

/** Why a person sets another tier than the rules propose: coded, for reasons are shown to the whole team. */
export const OVERRIDES = ['met_them', 'told_by_partner', 'already_supported', 'known_risk'] as const;
export type Override = (typeof OVERRIDES)[number];

export type TierVerdict =
  | { readonly settled: true; readonly tier: Tier; readonly reasons: readonly TierReason[]; readonly confirmed: boolean }
  | { readonly settled: false; readonly because: 'tier-differs'; readonly proposed: Tier };

const FLAG_FIELDS: Readonly<Record<string, string>> = {
  unaccompaniedMinor: 'urgencies', violence: 'urgencies', urgentHealth: 'urgencies', perinatal: 'urgencies', judgedUrgent: 'urgencies',
  needsShelter: 'urgencies', disability: 'urgencies', noBedWithin72h: 'housing', temporaryLodging: 'housing', hasHome: 'housing',
  hasPhone: 'contactWays', 'newcomers.0.status': 'immigrationStatus', 'newcomers.0.speaksFrench': 'interpreter', registeredBeforeArrival: 'plannedArrivalOn',
};

/** Proposes a tier; what nobody said fires nothing. */
export function proposalFor(household: TierFacts, { announced, ...context }: TierSetting): Proposal {
  const { tier, reasons } = proposeTier(asTheRulesSee(household, announced), context);
  return { tier, reasons: reasons.map((reason) => ({ ...reason, field: FLAG_FIELDS[reason.field] ?? reason.field.replace(/\.status$/, '.immigrationStatus') })) };
}

/** A person has the last word, and says why when it differs from the rules'. Without a decision the proposal stands, unconfirmed. */
export function settleTier(proposal: Proposal, decision: Decision | undefined): TierVerdict {
  if (!decision) return { settled: true, ...proposal, confirmed: false };
  const { confirmed, because } = decision;
  if (confirmed === proposal.tier) return { settled: true, ...proposal, confirmed: true };
  if (!because) return { settled: false, because: 'tier-differs', proposed: proposal.tier };
  return { settled: true, tier: confirmed, reasons: [{ tier: confirmed, code: because, field: 'tier' }, ...proposal.reasons], confirmed: true };
}

function asTheRulesSee(household: TierFacts, announced: boolean): TierHousehold {
  const { housing, urgencies = [], contactWays = [] } = household;
  const has = (urgency: Urgency): boolean => urgencies.includes(urgency);
  return {
    newcomers: household.newcomers.map((newcomer, place) => newcomerOf(newcomer, place === 0 ? household : undefined)),
    unaccompaniedMinor: has('unaccompanied_minor'),
    violence: has('violence'),
    urgentHealth: has('urgent_health'),
    perinatal: has('perinatal'),
    judgedUrgent: has('judged_urgent'),
    needsShelter: has('needs_shelter'),
    disability: has('disability'),
    noBedWithin72h: housing === 'none_within_72h',
    temporaryLodging: housing === 'temporary',
    hasHome: housing === 'stable',
    registeredBeforeArrival: announced,
    hasJobOrSchool: household.hasJobOrSchool ?? null,
    hasPhone: contactWays.some(({ kind, safeToCall, safeToText }) => kind === 'phone' && (safeToCall === true || safeToText === true)),
    agreesToMessages: household.agreesToMessages ?? null,
  };
}

function newcomerOf({ birthOn, immigrationStatus, speaksFrench, speaksEnglish }: TierFacts['newcomers'][number], household: TierFacts | undefined): TierNewcomer {
  const speaks = household && speechOf(household);
  return {
    birthOn: (birthOn ?? null) as CivilDate | null,
    status: immigrationStatus ?? household?.immigrationStatus ?? null,
    speaksFrench: speaksFrench ?? speaks?.french ?? null,
    speaksEnglish: speaksEnglish ?? speaks?.english ?? null,
  };
}

/** Of the head, when nobody asked outright: a household that needs an interpreter and names neither language speaks neither. */
function speechOf({ language, languages = [], interpreter }: TierFacts): { french: boolean | null; english: boolean | null } {
  const spoken = [language, ...languages];
  const unknown = interpreter === 'needed' ? false : null;
  return { french: spoken.includes('fr-CA') || unknown, english: spoken.includes('en-CA') || unknown };
}
