/** Reads one row of a list: who it is about, and what should be said of it. */
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import {
  openRow, readAnswer, readArrival, readBirth, readBorough, readGender, readLanguages, readName, readNotice, readPhone, readRole, readStatus,
  type FileContext,
} from './cells.rules.js';
import type { ListedNewcomer } from './listed.js';
import { outcomeOf, type ListProblem } from './problems.rules.js';

/** A newcomer before their household is known: the role may be unsaid. */
export type RowNewcomer = Omit<ListedNewcomer, 'fingerprint' | 'role'> & { readonly role: ListedNewcomer['role'] | null };

/** A row read: with a newcomer when it is good, without when it is rejected. */
export interface RowReading {
  readonly line: number;
  readonly cells: readonly string[];
  readonly noticeNumber: string | null;
  readonly role: ListedNewcomer['role'] | null;
  readonly newcomer: RowNewcomer | null;
  readonly problems: readonly ListProblem[];
}

/** Reads the cells in the order of the notice, so that problems are told in that order. */
export function readRow(line: number, cells: readonly string[], file: FileContext): RowReading {
  const row = openRow(line, cells, file);
  if (cells.slice(file.headings.length).some((cell) => cell.trim() !== '')) row.report(null, 'row_misaligned', { cells: cells.length, columns: file.headings.length });

  const noticeNumber = readNotice(row);
  const role = readRole(row);
  const familyName = readName(row, 'familyName');
  const givenName = readName(row, 'givenName');
  const gender = readGender(row);
  const birthOn = readBirth(row);
  const speaksEnglish = readAnswer(row, 'speaksEnglish');
  const speaksFrench = readAnswer(row, 'speaksFrench');
  const listed = readLanguages(row);
  const status = readStatus(row);
  const arrivesOn = readArrival(row);
  const phone = readPhone(row);
  const borough = readBorough(row);
  const needsShelter = readAnswer(row, 'needsShelter');

  if (familyName === '' && givenName === '') row.report('familyName', 'name_missing');
  else if (familyName === '' || givenName === '') row.report(familyName === '' ? 'familyName' : 'givenName', 'name_half');
  if (noticeNumber === null) row.report('noticeNumber', role === 'dependant' ? 'dependant_without_notice' : 'notice_missing');

  const languages = spoken(listed, speaksFrench, speaksEnglish);
  const good = arrivesOn !== null && outcomeOf(row.problems) !== 'rejected';
  const newcomer = good
    ? { line, role, familyName, givenName, gender, birthOn, speaksEnglish, speaksFrench, languages, status, arrivesOn: arrivesOn satisfies CivilDate, phone, borough, needsShelter }
    : null;
  return { line, cells, noticeNumber, role, newcomer, problems: row.problems };
}

function spoken(listed: readonly string[], french: boolean | null, english: boolean | null): string[] {
  return [...new Set([...listed, ...(french ? ['fr-CA'] : []), ...(english ? ['en-CA'] : [])])];
}
