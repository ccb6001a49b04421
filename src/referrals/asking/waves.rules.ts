/**
 * Whom a referral asks together. A wave is as few services as reach a set chance that one of them says yes in time, taken in
 * the order of suitability; whoever is left makes the next wave, which is asked when the first one came to nothing. Answers of
 * different organisations are taken as independent.
 */

/** What a wave aims at unless somebody says otherwise: four in five. */
export const USUAL_CHANCE = 0.8;

/** Aims that the page offers; the last one asks everybody at once. */
export const CHANCES = [0.6, USUAL_CHANCE, 0.95, 0.9999] as const;

/** How likely at least one says yes, of several with a chance each. */
export const chanceOfAny = (chances: readonly number[]): number => 1 - chances.reduce((none, chance) => none * (1 - chance), 1);

/** The wave of each service, counted from 0: as few as reach the aim in the given order, then as few of the rest, and so on; the last wave is what is left. */
export function wavesOf(chances: readonly number[], aim: number): number[] {
  let [wave, none] = [0, 1];
  return chances.map((chance) => {
    if (1 - none >= aim) [wave, none] = [wave + 1, 1];
    none *= 1 - chance;
    return wave;
  });
}
