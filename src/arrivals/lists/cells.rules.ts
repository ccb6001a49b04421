/**
 * Reads the cells of one row, each into what the case file keeps, and reports whatever could not be read, was
 * guessed, or was changed. What cannot be read is left unknown rather than invented.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/core';
import phoneMetadata from 'libphonenumber-js/min/metadata';
import { daysBetween, type CivilDate } from '../../../libs/calendar/civil-date.js';
import type { ColumnKey } from './columns.rules.js';
import { readDate, type FileDates } from './dates.rules.js';
import type { ListProblem, ProblemCode, TextValues } from './problems.rules.js';
import type { Vocabulary } from './vocabulary.rules.js';
import { fold } from '../../../libs/i18n/fold.js';
import { ANSWER_WORDS, DEPENDANT_WORDS, GENDER_WORDS, NEAR_DEPENDANT_WORDS, NEAR_PRINCIPAL_WORDS, NOTHING_WORDS, PRINCIPAL_WORDS } from './words.rules.js';

/** What the whole file says, that each of its cells is read by. */
export interface FileContext {
  readonly headings: readonly string[];
  readonly positions: ReadonlyMap<ColumnKey, number>;
  readonly dates: FileDates;
  readonly today: CivilDate;
  readonly vocabulary: Vocabulary;
}

/** A row being read: gives cells, collects problems. */
export interface OpenRow {
  readonly line: number;
  readonly file: FileContext;
  readonly problems: readonly ListProblem[];
  /** The cell as the file writes it; empty when the row is short or the column absent. */
  raw(key: ColumnKey): string;
  /** The cell without padding, without the guard of a neutralised formula, empty for a lone dash. */
  text(key: ColumnKey): string;
  /** Without a column, the problem is the whole row's. */
  report(key: ColumnKey | null, code: ProblemCode, values?: TextValues): void;
}

// A cell that a spreadsheet would run as a formula, also with the full-width signs of East Asian keyboards.
const FORMULA = /^[=+\-@＝＋－＠]/;
// In other columns a plus begins a phone number and a minus means "nothing".
const PLAIN_FORMULA = /^[=@＝＠]/;
const GUARD = /^'(?=[=+\-@\t\r＝＋－＠])/;
// Marks of direction and width that nobody sees; the joiners of Persian and Hindi are not among them.
const INVISIBLE = /[\0-\x08\x0E-\x1F\x7F\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
// What remains of letters that an encoding could not hold.
const LOST_LETTER = /[?\uFFFD]/;
const OLDEST_AGE_DAYS = 120 * 366;
// Lists are drawn up months ahead; five years is a slip of the keyboard.
const FAR_DAYS = 5 * 366;

/** Opens a row for reading. */
export function openRow(line: number, cells: readonly string[], file: FileContext): OpenRow {
  const problems: ListProblem[] = [];
  const raw = (key: ColumnKey): string => cells[file.positions.get(key) ?? -1] ?? '';
  return {
    line,
    file,
    problems,
    raw,
    text: (key) => tidy(raw(key)),
    report(key, code, values) {
      const column = key === null ? '' : (file.headings[file.positions.get(key) ?? -1] ?? '').trim();
      problems.push({ line, column, value: key === null ? '' : raw(key), code, ...(values && { values }) });
    },
  };
}

/** A name as it will be shown; both kinds of name are text that people read, so padding is reported as mended. */
export function readName(row: OpenRow, key: 'familyName' | 'givenName'): string {
  const name = row.text(key);
  if (FORMULA.test(name)) row.report(key, 'formula');
  else if (LOST_LETTER.test(name)) row.report(key, 'name_lost');
  else if (name !== unguarded(row.raw(key)).normalize('NFC') && name !== '') row.report(key, 'tidied', { kept: name });
  return name;
}

/** The number of the household's notice, in one writing; null when there is none. */
export function readNotice(row: OpenRow): string | null {
  const raw = row.text('noticeNumber');
  if (PLAIN_FORMULA.test(raw)) row.report('noticeNumber', 'formula');
  const number = raw.toUpperCase().replace(/[‐-―−]/g, '-');
  if (number !== '' && number !== unguarded(row.raw('noticeNumber'))) row.report('noticeNumber', 'tidied', { kept: number });
  return number === '' ? null : number;
}

/** Principal or dependant; null when the list does not say in words we know. */
export function readRole(row: OpenRow): 'principal' | 'dependant' | null {
  const word = fold(row.text('role'));
  if (PRINCIPAL_WORDS.includes(word)) return 'principal';
  if (DEPENDANT_WORDS.includes(word)) return 'dependant';
  if (NEAR_PRINCIPAL_WORDS.includes(word)) {
    row.report('role', 'role_near_principal');
    return 'principal';
  }
  if (NEAR_DEPENDANT_WORDS.includes(word)) {
    row.report('role', 'role_read_as');
    return 'dependant';
  }
  row.report('role', word === '' ? 'role_missing' : 'role_unknown');
  return null;
}

/** F, M or X; null when nothing is said. */
export function readGender(row: OpenRow): 'F' | 'M' | 'X' | null {
  const word = fold(row.text('gender'));
  const gender = GENDER_WORDS[word];
  if (gender === undefined && !NOTHING_WORDS.includes(word)) row.report('gender', 'gender_unknown');
  return gender ?? null;
}

/** Born on a day that has come; null when not said. */
export function readBirth(row: OpenRow): CivilDate | null {
  if (row.text('birthOn') === '') {
    row.report('birthOn', 'birth_missing');
    return null;
  }
  const date = readDateCell(row, 'birthOn', 'birth');
  if (date === null) return null;

  const days = daysBetween(date, row.file.today);
  if (days < 0) row.report('birthOn', 'birth_future');
  else if (days > OLDEST_AGE_DAYS) row.report('birthOn', 'birth_ancient');
  return date;
}

/** The day that starts every clock: without it the row is rejected. */
export function readArrival(row: OpenRow): CivilDate | null {
  if (row.text('arrivesOn') === '') {
    row.report('arrivesOn', 'arrival_missing');
    return null;
  }
  const date = readDateCell(row, 'arrivesOn', 'arrival');
  if (date !== null && Math.abs(daysBetween(date, row.file.today)) > FAR_DAYS) row.report('arrivesOn', 'arrival_far', { date });
  return date;
}

/** Yes, no, or not said. */
export function readAnswer(row: OpenRow, key: 'speaksEnglish' | 'speaksFrench' | 'needsShelter'): boolean | null {
  const word = fold(row.text(key));
  const answer = ANSWER_WORDS[word];
  if (answer === undefined && !NOTHING_WORDS.includes(word)) row.report(key, PLAIN_FORMULA.test(row.text(key)) ? 'formula' : 'answer_unknown');
  return answer ?? null;
}

/** The tags of the languages named, each once. */
export function readLanguages(row: OpenRow): string[] {
  const text = row.text('otherLanguages');
  if (PLAIN_FORMULA.test(text)) {
    row.report('otherLanguages', 'formula');
    return [];
  }
  const tags = new Set<string>();
  for (const word of text.split(/[;,/|]/).map((part) => part.trim())) {
    if (NOTHING_WORDS.includes(fold(word))) continue;
    const found = row.file.vocabulary.language(word);
    if (found) tags.add(found.code);
    else row.report('otherLanguages', 'language_unknown', { word });
  }
  return [...tags];
}

/** The code of the immigration status; UNKNOWN when the list says nothing we know. */
export function readStatus(row: OpenRow): string {
  const word = row.text('status');
  const found = row.file.vocabulary.status(word);
  if (found) {
    if (!found.exact) row.report('status', 'status_read_as', { code: found.code });
    return found.code;
  }
  // A file that has no such column at all is one remark about the file, not one for each row.
  if (PLAIN_FORMULA.test(word)) row.report('status', 'formula');
  else if (word !== '') row.report('status', 'status_unknown');
  else if (row.file.positions.has('status')) row.report('status', 'status_missing');
  return 'UNKNOWN';
}

/** A number that can be called, in international form; null otherwise. */
export function readPhone(row: OpenRow): string | null {
  const text = row.text('phone');
  if (text === '') return null;
  const number = parsePhoneNumberFromString(text, 'CA', phoneMetadata);
  if (number?.isValid()) return number.number;
  row.report('phone', PLAIN_FORMULA.test(text) ? 'formula' : 'phone_unreadable');
  return null;
}

/** The code of the borough; null when not said or not one of the city's. */
export function readBorough(row: OpenRow): string | null {
  const text = row.text('borough');
  if (text === '') return null;
  const found = row.file.vocabulary.borough(text);
  if (!found) row.report('borough', PLAIN_FORMULA.test(text) ? 'formula' : 'borough_unknown');
  else if (!found.exact) row.report('borough', 'borough_read_as', { code: found.code, name: found.name });
  return found?.code ?? null;
}

function readDateCell(row: OpenRow, key: 'birthOn' | 'arrivesOn', what: 'birth' | 'arrival'): CivilDate | null {
  const reading = readDate(row.text(key), row.file.dates);
  if (!reading.read) {
    row.report(key, PLAIN_FORMULA.test(row.text(key)) ? 'formula' : `${what}_${reading.because}`);
    return null;
  }
  if (reading.because !== 'plain') row.report(key, `date_${reading.because}`, { date: reading.date });
  return reading.date;
}

function tidy(raw: string): string {
  const text = unguarded(raw).normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  return /^[-–—]+$/.test(text) ? '' : text;
}

/** Takes off the apostrophe by which a file of rejected rows keeps a cell from being run as a formula. */
function unguarded(raw: string): string {
  return raw.replace(GUARD, '');
}
