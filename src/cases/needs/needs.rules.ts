/**
 * How a household is doing, need by need: 0 crisis, 1 vulnerable, 2 coping, 3 stable, 4 thriving. A score is never
 * changed, only followed by another; the latest is the present state, and the first one says where they began.
 */

/** The scores, worst first. */
export const SCORES = [0, 1, 2, 3, 4] as const;
export type Score = (typeof SCORES)[number];

/** At and below this score somebody has to do something. */
export const CALLS_FOR_HELP: Score = 1;

/** One score of one need at a moment. */
export interface ScoreFacts {
  readonly code: string;
  readonly score: number;
  readonly scoredAt: Date;
}

/** A need as it stands, with where it began and how many times it was looked at. */
export interface NeedStanding {
  readonly code: string;
  readonly score: number;
  readonly scoredAt: Date;
  readonly first: number;
  readonly times: number;
}

const newestFirst = (one: ScoreFacts, other: ScoreFacts): number => other.scoredAt.getTime() - one.scoredAt.getTime();

/** One need's scores, newest first. */
export const historyOf = <S extends ScoreFacts>(scores: readonly S[], code: string): S[] => scores.filter((score) => score.code === code).sort(newestFirst);

/** Every need ever scored as it stands now, worst first; equals keep the order of their codes. */
export function standings(scores: readonly ScoreFacts[]): NeedStanding[] {
  return [...new Set(scores.map(({ code }) => code))].map((code) => {
    const history = historyOf(scores, code);
    const [latest] = history as [ScoreFacts];
    return { code, score: latest.score, scoredAt: latest.scoredAt, first: (history.at(-1) as ScoreFacts).score, times: history.length };
  }).sort((one, other) => one.score - other.score || one.code.localeCompare(other.code, 'en'));
}

/** The needs somebody has to do something about, worst first. */
export const callingForHelp = (scores: readonly ScoreFacts[]): NeedStanding[] => standings(scores).filter(({ score }) => score <= CALLS_FOR_HELP);

/** Which way a need went since it was first scored. */
export function wayOf({ first, score, times }: NeedStanding): 'new' | 'better' | 'worse' | 'same' {
  if (times === 1) return 'new';
  if (score === first) return 'same';
  return score > first ? 'better' : 'worse';
}

/** The codes given twice in one scoring, which would leave two truths of one moment. */
export function repeated(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, i) => codes.indexOf(code) !== i))];
}
