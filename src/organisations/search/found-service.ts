import type { ReasonCode, Verdict } from './fit.rules.js';

/** A result of a search, as its statement wrote it. */
export interface FoundService {
  readonly id: string;
  readonly organisationId: string;
  readonly name: string;
  readonly organisation: string;
  readonly verdict: Verdict;
  readonly reasons: readonly ReasonCode[];
  readonly needs: readonly string[];
  readonly speaks: readonly string[];
  readonly serves: readonly string[];
  readonly alert: string | null;
  readonly km: number | null;
  readonly places: { readonly available: number; readonly maximum: number | null; readonly expected: number; readonly toldAt: string } | null;
  readonly waitlist: { readonly size: number | null; readonly weeks: number | null } | null;
  readonly rules: {
    readonly statuses: readonly string[]; readonly minimumAge: number | null; readonly maximumAge: number | null; readonly genders: readonly string[];
    readonly households: readonly string[]; readonly languages: readonly string[]; readonly boroughs: readonly string[]; readonly text: string | null;
  };
  readonly assuredOn: string | null;
  readonly closedUntil: string | null;
  readonly pausedUntil: string | null;
  readonly opening: { readonly from: string; readonly to: string } | null;
  readonly phone: string | null;
  readonly location: { readonly name: string | null; readonly borough: string | null; readonly address: string | null } | null;
}

/** How many fit, may fit, and cannot help now. */
export type FoundCounts = Readonly<Record<Verdict, number>>;
