/**
 * How soon an organisation answers, and how often it says yes, learned from its own answers. A service is judged by its own
 * history; with few answers by its organisation's, then by the network's, and before anybody ever answered by what such networks
 * are known to do. Times are minutes on the organisation's own clock, so that a weekend is nobody's slowness.
 */

/** How far back answers are read: half a year; what was before says little of today's staff. */
export const HISTORY_DAYS = 180;

/** From so many answers on a history speaks for itself; a 90th percentile of fewer would be their slowest one. */
export const ENOUGH_ANSWERS = 5;

/** What a history says: how often asked and with what answers; the times of those that answered. */
export interface AnswerFigures {
  readonly asked: number;
  /** Asked and not silent until the end of their time. */
  readonly answered: number;
  readonly accepted: number;
  readonly median: number | null;
  readonly p90: number | null;
}

/** Whose history a curve was learned from; `assumed` when nobody has one. */
export type Whose = 'service' | 'organisation' | 'network' | 'assumed';

/** The learned curve of a service. */
export interface Curve {
  readonly whose: Whose;
  /** How many answers it was learned from. */
  readonly answered: number;
  /** How often a question ends in a yes, between 0 and 1. */
  readonly rate: number;
  /** Business minutes until half, and nine tenths, of its answers are there. */
  readonly median: number;
  readonly p90: number;
}

/** A business day of answer times: doors are open from half past eight to five. */
export const BUSINESS_DAY = 510;

/** Referral networks: half answer within 1.1 business days, nine in ten within 4.5, seven in ten say yes. */
export const ASSUMED: Curve = { whose: 'assumed', answered: 0, rate: 0.7, median: 1.1 * BUSINESS_DAY, p90: 4.5 * BUSINESS_DAY };

/** One answer after another leans on what the network does as if that were so many answers of its own. */
const LEAN = 5;
/** A history in which everybody took equally long still has a slope. */
const LEAST_SPREAD = 1.05;

/** The curve of a service: its own, or the nearest that has enough answers; rates lean on the network's, so that five times yes is no certainty. */
export function curveOf({ service, organisation, network }: { readonly service?: AnswerFigures | undefined; readonly organisation?: AnswerFigures | undefined; readonly network?: AnswerFigures | undefined }): Curve {
  const base = learned('network', network, ASSUMED) ?? ASSUMED;
  return learned('service', service, base) ?? learned('organisation', organisation, base) ?? base;
}

function learned(whose: Whose, figures: AnswerFigures | undefined, base: Curve): Curve | undefined {
  if (!figures || figures.answered < ENOUGH_ANSWERS || figures.median === null || figures.p90 === null) return undefined;
  const median = Math.max(1, figures.median);
  return { whose, answered: figures.answered, rate: (figures.accepted + LEAN * base.rate) / (figures.asked + LEAN), median, p90: Math.max(figures.p90, median * LEAST_SPREAD) };
}

/**
 * How likely an answer is there after so many business minutes: the log-logistic curve through the median and the 90th
 * percentile. It has the long tail of answer times and needs nothing but these two.
 */
export function answeredBy({ median, p90 }: Pick<Curve, 'median' | 'p90'>, minutes: number): number {
  if (minutes <= 0) return 0;
  return 1 / (1 + (median / minutes) ** (Math.log(9) / Math.log(p90 / median)));
}

/** How likely a yes is there after so many business minutes. */
export const yesBy = (curve: Curve, minutes: number): number => curve.rate * answeredBy(curve, minutes);

/** Business minutes until a yes may be expected: the usual answer time, taken as often as it takes until one answer is a yes. */
export const minutesToYes = ({ median, rate }: Pick<Curve, 'median' | 'rate'>): number => median / Math.max(rate, 0.01);
