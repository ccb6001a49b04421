import { COMMON_WORDS, KEY_ROWS } from './common-words.js';

/**
 * Which passwords may guard an account: long enough, and not one of those that are tried first. No rules of
 * composition, which only make passwords worse (OWASP ASVS 6.2.5). What is common is judged by what remains once
 * common words, runs of keys, digits and repetitions are taken away, so that « MotDePasse2026! » is refused too.
 */
export const SHORTEST_PASSWORD = 12;
/** Longer texts cost memory and prove nothing. */
export const LONGEST_PASSWORD = 200;
/** So much of a password must be the writer's own. */
const OWN_LETTERS = 5;

export type PasswordFault = 'too-short' | 'too-long' | 'too-common';

/** Why a password is refused, or null. `known` are texts that everyone knows about its owner: the e-mail address, the name. */
export function passwordFault(password: string, known: readonly string[] = []): PasswordFault | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return 'too-short';
  if (length > LONGEST_PASSWORD) return 'too-long';
  return isCommon(password, known) ? 'too-common' : null;
}

function isCommon(password: string, known: readonly string[]): boolean {
  const plain = fold(password);
  if (new Set(plain).size < 5 || isRepetition(plain)) return true;
  const words = [...known.flatMap((text) => fold(text).split(/[^a-z0-9]+/)), ...COMMON_WORDS].filter((word) => word.length >= 3);
  const unswapped = unswap(plain);
  return [plain, unswapped].some((text) => own(text, words) < OWN_LETTERS);
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Undoes the usual swaps: p@ssw0rd. */
const unswap = (text: string): string =>
  text.replace(/[@4]/g, 'a').replace(/[3€]/g, 'e').replace(/[1!|]/g, 'i').replace(/0/g, 'o').replace(/[$5]/g, 's').replace(/7/g, 't');

/** A block said twice or more: abcdefabcdef. */
const isRepetition = (text: string): boolean => `${text}${text}`.indexOf(text, 1) < text.length;

/** How many different characters that are not digits or signs remain without common words and runs of neighbouring keys. */
function own(text: string, words: readonly string[]): number {
  const longestFirst = [...words].sort((one, other) => other.length - one.length);
  const left = longestFirst.reduce((rest, word) => rest.replaceAll(word, ' '), text).split(' ').flatMap(withoutRuns);
  return new Set(left.join('').replace(/[\d\p{P}\p{S}\s]/gu, '')).size;
}

function withoutRuns(text: string): string[] {
  const kept: string[] = [];
  for (let at = 0; at < text.length;) {
    let end = at + 1;
    while (end < text.length && isNeighbour(text[end - 1] ?? '', text[end] ?? '')) end += 1;
    if (end - at < 4) kept.push(text.slice(at, end));
    at = end;
  }
  return kept;
}

/** The next letter of the alphabet, the next key of a row, or the same again, in either direction. */
function isNeighbour(one: string, other: string): boolean {
  if (one === other || Math.abs(one.charCodeAt(0) - other.charCodeAt(0)) === 1) return true;
  return KEY_ROWS.some((row) => row.includes(one + other) || row.includes(other + one));
}
