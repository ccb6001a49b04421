/**
 * In which order services are suggested: those that fit before those that may; among these the ones whose agreement puts the
 * household first; then those that are expected to say yes soonest. Times are compared by the half business day, since a median
 * is no stopwatch; within one the order of the search stands: places likely free, then distance.
 */
import { BUSINESS_DAY } from './curve.rules.js';
import type { MustNot } from './memory.rules.js';

/** What the order hangs on. */
export interface Ranked {
  readonly verdict: 'fits' | 'maybe' | 'no';
  readonly putFirst: boolean;
  /** Business minutes until a yes may be expected. */
  readonly yesMinutes: number;
  readonly mustNot: MustNot | null;
}

const VERDICTS: readonly Ranked['verdict'][] = ['fits', 'maybe', 'no'];
const HALF_DAY = BUSINESS_DAY / 2;

/** Parts services that may be asked, best first, from those that are left out. */
export function rank<S extends Ranked>(found: readonly S[]): { readonly suggested: S[]; readonly excluded: S[] } {
  const excluded = found.filter(isLeftOut);
  const keys = (one: S): number[] => [VERDICTS.indexOf(one.verdict), one.putFirst ? 0 : 1, Math.floor(one.yesMinutes / HALF_DAY)];
  const suggested = found.filter((one) => !isLeftOut(one)).sort((one, other) => {
    const [mine, theirs] = [keys(one), keys(other)];
    const i = mine.findIndex((key, at) => key !== theirs[at]);
    return i < 0 ? 0 : (mine[i] ?? 0) - (theirs[i] ?? 0);
  });
  return { suggested, excluded };
}

const isLeftOut = ({ verdict, mustNot }: Ranked): boolean => verdict === 'no' || mustNot !== null;
