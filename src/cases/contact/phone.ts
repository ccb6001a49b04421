import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min';

/** What is wrong with a telephone number, so that the page can say it: `cases.faults.phone-<fault>`. */
export type PhoneFault = 'too-short' | 'too-long' | 'not-a-number';

const HOME = 'CA';
// What people here write before an extension; the library knows only the English word.
const EXTENSION = /\s*\bposte\.?\s*/i;
const FAULTS: Record<string, PhoneFault> = { TOO_SHORT: 'too-short', TOO_LONG: 'too-long' };

/** Reads a number as people write it (Canadian unless it says its country) and gives it in E.164, with `;ext=` if it has an extension. */
export function readPhone(written: string): { readonly value: string } | { readonly fault: PhoneFault } {
  const usual = written.replace(EXTENSION, ' ext. ');
  const problem = validatePhoneNumberLength(usual, HOME);
  if (problem) return { fault: FAULTS[problem] ?? shape(usual) };
  const read = parsePhoneNumberFromString(usual, HOME);
  if (!read) return { fault: 'not-a-number' };
  return { value: read.ext ? `${read.number};ext=${read.ext}` : read.number };
}

/** A stored number as people read it: the national form at home, the international one elsewhere. */
export function sayPhone(value: string): string {
  const [number = value, extension] = value.split(';ext=');
  const read = parsePhoneNumberFromString(number);
  if (!read) return value;
  const said = read.countryCallingCode === '1' ? read.nationalNumber.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1\u00a0$2-$3') : read.formatInternational().replaceAll(' ', '\u00a0');
  return extension ? `${said}\u00a0#${extension}` : said;
}

/** A few digits are a number cut short; a word is none at all. */
const shape = (written: string): PhoneFault => (/^[\d\s().+-]*\d[\d\s().+-]*$/.test(written) ? 'too-short' : 'not-a-number');
