/**
 * What somebody means who types into the search: a name, a case's number or a telephone. A text is looked for as all
 * that it can be, and never as what it cannot: digits are no name, and three of them are no telephone.
 */

/** From so many digits on, a number can be the beginning of a telephone that is worth looking for. */
export const PHONE_DIGITS = 6;

/** What a text can be. */
export interface Understood {
  /** The text as a name, or null when there is no letter in it. */
  readonly name: string | null;
  /** The digits of a telephone number, or null. A country's code before a Canadian number is left out. */
  readonly digits: string | null;
}

/** Reads what was typed. */
export function understood(text: string): Understood {
  const name = /\p{L}/u.test(text) ? text : null;
  const digits = text.replace(/\D/g, '');
  const isPhone = digits.length >= PHONE_DIGITS && /^[\d\s().+/-]+$/.test(text) && !/^\d{4}-\d{5,}$/.test(text.trim());
  return { name, digits: isPhone ? digits.replace(/^1(?=\d{10}$)/, '') : null };
}
