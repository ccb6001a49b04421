/*
 * Who a service is for. HSDS says it in prose; beside the prose we keep rules that a machine can judge. A rule that is left
 * empty lets everybody in. A household is let in when, for each rule, somebody in it fits; what is not known of a household is
 * said to be unknown and never held against it.
 */

/** The kinds of household that a service may be kept for. */
export const HOUSEHOLD_KINDS = ['single', 'couple', 'family', 'single_parent', 'large_family', 'unaccompanied_minor', 'senior'] as const;
export type HouseholdKind = (typeof HOUSEHOLD_KINDS)[number];

/** Who a service is for. */
export interface EligibilityRules {
  readonly forStatuses: readonly string[];
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly forGenders: readonly string[];
  readonly forHouseholds: readonly string[];
  readonly forLanguages: readonly string[];
  readonly forBoroughs: readonly string[];
}
