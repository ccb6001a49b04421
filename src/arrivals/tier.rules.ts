/**
 * How urgent a household is, from what is known of it. The rules advise and say why; a person decides.
 *
 * Four tiers, from P1 (urgent: within a day, whatever the day) to P4 (light: already at ease). The tier is the
 * first that matches in the order P1, P2, P4, P3, so that a household which prepared everything is still P2
 * when one thing worries us. What is not known (null or absent) never fires a trigger, with one exception: a
 * household whose status nobody knows counts as P2, because not knowing is itself a worry.
 */
import { daysBetween, type CivilDate } from '../../libs/calendar/civil-date.js';

/** From P1, urgent, to P4, light. */
export type Tier = 'P1' | 'P2' | 'P3' | 'P4';

/** One person as the rules see them; the first of a household is its head, the one we speak to. */
export interface TierNewcomer {
  readonly birthOn?: CivilDate | null;
  readonly status?: string | null;
  readonly speaksFrench?: boolean | null;
  readonly speaksEnglish?: boolean | null;
}

/** A household as the rules see it; the names are those of the registration's fields, because reasons point at them. */
export interface TierHousehold {
  readonly newcomers: readonly TierNewcomer[];
  /** A minor who came without a parent or guardian, even beside another adult. */
  readonly unaccompaniedMinor?: boolean | null;
  readonly violence?: boolean | null;
  /** A person confirmed that there is no bed for them within 72 hours. */
  readonly noBedWithin72h?: boolean | null;
  readonly urgentHealth?: boolean | null;
  /** Third trimester of a pregnancy, or a newborn. */
  readonly perinatal?: boolean | null;
  readonly judgedUrgent?: boolean | null;
  /** What a list or the household itself says, before a person has looked for a bed. */
  readonly needsShelter?: boolean | null;
  readonly temporaryLodging?: boolean | null;
  readonly disability?: boolean | null;
  readonly registeredBeforeArrival?: boolean | null;
  readonly hasHome?: boolean | null;
  readonly hasJobOrSchool?: boolean | null;
  readonly hasPhone?: boolean | null;
  readonly agreesToMessages?: boolean | null;
}

/** What the rules need besides the household: the day ages are counted on, and what each status counts towards. */
export interface TierContext {
  readonly on: CivilDate;
  readonly statusTier: (code: string) => 'P2' | 'P3';
}

/** Why: a stable code (its text is `arrivals.tier.reasons.<code>`) and the dotted field that was read. */
export interface TierReason {
  readonly tier: Tier;
  readonly code: TierReasonCode;
  readonly field: string;
}

/** The tier proposed and every reason for it, then the lesser worries that also hold, most urgent first. */
export interface TierProposal {
  readonly tier: Tier;
  readonly reasons: readonly TierReason[];
}

interface Trigger {
  readonly tier: 'P1' | 'P2';
  readonly code: string;
  /** The field that fires it, or nothing. */
  readonly reads: (household: TierHousehold, context: TierContext) => string | undefined;
}

type Flag = Exclude<keyof TierHousehold, 'newcomers'>;

const ADULT_FROM = 18;
const YOUNG_CHILD_BELOW = 6;
const AGED_FROM = 65;
// The World Health Organization's neonatal period: the first 28 days of life.
const NEWBORN_BELOW_DAYS = 28;
// The status of a household nobody has asked.
const NOBODY_SAID = 'UNKNOWN';

/** Every trigger of P1 and P2, in the order their reasons are shown. */
export const TRIGGERS = [
  { tier: 'P1', code: 'unaccompanied_minor', reads: flag('unaccompaniedMinor') },
  { tier: 'P1', code: 'only_minors', reads: onlyMinors },
  { tier: 'P1', code: 'violence', reads: flag('violence') },
  { tier: 'P1', code: 'no_bed_within_72h', reads: flag('noBedWithin72h') },
  { tier: 'P1', code: 'urgent_health', reads: flag('urgentHealth') },
  { tier: 'P1', code: 'perinatal', reads: flag('perinatal') },
  { tier: 'P1', code: 'newborn', reads: newborn },
  { tier: 'P1', code: 'judged_urgent', reads: flag('judgedUrgent') },
  { tier: 'P2', code: 'status_priority', reads: (household, context) => statusCounting('P2', household, context) },
  { tier: 'P2', code: 'needs_shelter', reads: flag('needsShelter') },
  { tier: 'P2', code: 'temporary_lodging', reads: flag('temporaryLodging') },
  { tier: 'P2', code: 'neither_french_nor_english', reads: neitherFrenchNorEnglish },
  { tier: 'P2', code: 'lone_parent_young_child', reads: loneParentOfYoungChild },
  { tier: 'P2', code: 'disability', reads: flag('disability') },
  { tier: 'P2', code: 'aged_alone', reads: agedAlone },
] as const satisfies readonly Trigger[];

/** What P4 asks, all of it. */
export const AT_EASE = [
  { code: 'registered_before_arrival', field: 'registeredBeforeArrival' },
  { code: 'has_home', field: 'hasHome' },
  { code: 'has_job_or_school', field: 'hasJobOrSchool' },
  { code: 'has_phone', field: 'hasPhone' },
  { code: 'agrees_to_messages', field: 'agreesToMessages' },
] as const satisfies readonly { code: string; field: Flag }[];

/** The stable codes of the reasons. */
export type TierReasonCode = (typeof TRIGGERS)[number]['code'] | (typeof AT_EASE)[number]['code'] | 'status_standard';

/** Proposes a tier with its reasons: always at least one. */
export function proposeTier(household: TierHousehold, context: TierContext): TierProposal {
  const worries = TRIGGERS.flatMap(({ tier, code, reads }): TierReason[] => {
    const field = reads(household, context);
    return field === undefined ? [] : [{ tier, code, field }];
  });
  const worst = worries[0];
  if (worst) return { tier: worst.tier, reasons: worries };

  if (AT_EASE.every(({ field }) => household[field] === true)) {
    return { tier: 'P4', reasons: AT_EASE.map(({ code, field }) => ({ tier: 'P4', code, field })) };
  }

  const field = statusCounting('P3', household, context) ?? 'newcomers.0.status';
  return { tier: 'P3', reasons: [{ tier: 'P3', code: 'status_standard', field }] };
}

/** Whole years lived on a day; somebody born on 29 February turns a year older on 1 March. */
export function ageOn(birthOn: CivilDate, on: CivilDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthOn.slice(0, 4));
  return on.slice(5) < birthOn.slice(5) ? years - 1 : years;
}

function flag(name: Flag): Trigger['reads'] {
  return (household) => (household[name] === true ? name : undefined);
}

function onlyMinors({ newcomers }: TierHousehold, { on }: TierContext): string | undefined {
  if (newcomers.length === 0) return undefined;
  return newcomers.every((newcomer) => isYounger(newcomer, ADULT_FROM, on)) ? 'newcomers.0.birthOn' : undefined;
}

function newborn({ newcomers }: TierHousehold, { on }: TierContext): string | undefined {
  const index = newcomers.findIndex(({ birthOn }) => {
    if (!birthOn) return false;
    const days = daysBetween(birthOn, on);
    return days >= 0 && days < NEWBORN_BELOW_DAYS;
  });
  return index < 0 ? undefined : `newcomers.${index}.birthOn`;
}

function statusCounting(tier: 'P2' | 'P3', { newcomers }: TierHousehold, { statusTier }: TierContext): string | undefined {
  // A child whose status was not written down does not make the family's status unknown.
  const known = newcomers.some(({ status }) => status);
  if (!known) return statusTier(NOBODY_SAID) === tier ? 'newcomers.0.status' : undefined;

  const index = newcomers.findIndex(({ status }) => status && statusTier(status) === tier);
  return index < 0 ? undefined : `newcomers.${index}.status`;
}

// Only the head is asked: a spouse or a child who speaks French must not become the interpreter.
function neitherFrenchNorEnglish({ newcomers: [head] }: TierHousehold): string | undefined {
  return head?.speaksFrench === false && head.speaksEnglish === false ? 'newcomers.0.speaksFrench' : undefined;
}

function loneParentOfYoungChild({ newcomers }: TierHousehold, { on }: TierContext): string | undefined {
  const adults = newcomers.filter((newcomer) => !isYounger(newcomer, ADULT_FROM, on));
  const child = newcomers.findIndex((newcomer) => isYounger(newcomer, YOUNG_CHILD_BELOW, on));
  return adults.length === 1 && child >= 0 ? `newcomers.${child}.birthOn` : undefined;
}

function agedAlone({ newcomers }: TierHousehold, { on }: TierContext): string | undefined {
  const [only] = newcomers;
  return newcomers.length === 1 && only?.birthOn && ageOn(only.birthOn, on) >= AGED_FROM ? 'newcomers.0.birthOn' : undefined;
}

/** Somebody whose birth date is unknown is taken for an adult. */
function isYounger({ birthOn }: TierNewcomer, age: number, on: CivilDate): boolean {
  return typeof birthOn === 'string' && ageOn(birthOn, on) < age;
}
