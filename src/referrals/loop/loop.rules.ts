/**
 * The loop, closed by two sides. The organisation says what came of it, and so does the newcomer, in their own words or through
 * whoever spoke with them; neither writes over the other. Where both say the same, that is what happened. Where they do not, or
 * where help was partial, somebody of the office looks: a review, one open at a time. What the office decides stands until the
 * newcomer says something else. Only help that both sides confirm counts in figures.
 */

/** What newcomers say. */
export const ANSWERS = ['helped', 'partly', 'not_helped'] as const;
export type Answer = (typeof ANSWERS)[number];

/** What the office makes of two sides that differ. */
export const DECISIONS = ['helped', 'not_helped', 'ask_again'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Why somebody looks. */
export type ReviewReason = 'person_disagrees' | 'organisation_disagrees' | 'partly';

/** An offer as it ended. */
export interface Ended {
  readonly state: string;
  readonly outcome: string | null;
  readonly reason: string | null;
}

/** A review that is over. */
export interface Decided {
  readonly decision: Decision;
  readonly settledAt: Date;
}

/** For so long the link's page takes an answer, and a second that corrects the first. */
export const OPEN_DAYS = 30;
/** Without an answer the newcomer is reminded once, and as many days later the caseworker asks instead. */
export const REMIND_DAYS = 5;

/** What the organisation says; null where there is nothing to ask the newcomer about. What stopped half-way may have helped all the same. */
export function sideOf({ state, outcome, reason }: Ended): Answer | null {
  if (state === 'completed') return outcome === 'helped' ? 'helped' : 'partly';
  return state === 'unsuccessful' && reason === 'stopped' ? 'not_helped' : null;
}

/** Why somebody must look, given what stands (the organisation's word, or the office's once it has decided) and what the newcomer says; null when nobody must. */
export function reviewOf(standing: Answer, person: Answer | null): ReviewReason | null {
  if (standing === 'partly') return 'partly';
  if (person === null || person === standing) return null;
  return standing === 'helped' ? 'person_disagrees' : 'organisation_disagrees';
}

/** What stands before the newcomer's answer is held against it: the office's last decision or, without one, what the organisation said. */
export const standingOf = (organisation: Answer, last: Decided | null): Answer => (last && last.decision !== 'ask_again' ? last.decision : organisation);

/** What confirmed help is worked out of. */
export interface BothSides {
  readonly organisation: Answer | null;
  readonly person: { readonly answer: Answer; readonly answeredAt: Date } | null;
  readonly reviewOpen: boolean;
  readonly last: Decided | null;
}

/**
 * Whether help is confirmed: both sides say so, or the office decided so and the newcomer has said nothing else since. While
 * somebody looks, it is not. The view `confirmed_help` says the same in SQL, for figures; a test compares both.
 */
export function isConfirmed({ organisation, person, reviewOpen, last }: BothSides): boolean {
  if (organisation === null || reviewOpen) return false;
  if (last && last.decision !== 'ask_again' && (person === null || person.answeredAt <= last.settledAt)) return last.decision === 'helped';
  return person?.answer === 'helped' && standingOf(organisation, last) === 'helped';
}

/** Whether the link's page still takes an answer. */
export const isOpen = (askedAt: Date, at: Date): boolean => at.getTime() - askedAt.getTime() < OPEN_DAYS * 86_400_000;
