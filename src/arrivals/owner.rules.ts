/**
 * Who takes a household on. A shared language comes before an even load: somebody who can be understood without an
 * interpreter is worth more than somebody with one case fewer. Where nobody shares a language the team lead holds the
 * case and decides, because choosing who works through an interpreter is a decision about people, not arithmetic.
 */

/** Somebody who may take a household on. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
  readonly openCases: number;
  /** Somebody covers for them now. */
  readonly away: boolean;
}

/** The least loaded of those who are there and share a language with the household; nobody, if nobody does. */
export function leastLoaded<C extends Candidate>(candidates: readonly C[], languages: readonly string[]): C | undefined {
  return candidates
    .filter(({ away, languages: spoken }) => !away && spoken.some((tag) => languages.some((other) => isShared(tag, other))))
    .reduce<C | undefined>((best, one) => (best && (best.openCases < one.openCases || (best.openCases === one.openCases && best.id <= one.id)) ? best : one), undefined);
}

/** fr and fr-CA understand each other, and so do the tags of one language in two scripts or countries. */
export const isShared = (one: string, other: string): boolean => primary(one) === primary(other);

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag;
