/**
 * What reading an arrival list gives: how the file was understood, what became of each of its rows, and the
 * households that arrive. Everything is plain JSON, so that a job can keep it and go on where it stopped.
 */
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import type { Encoding } from './encoding.rules.js';
import type { ColumnKey, HeaderLanguage, Separator } from './columns.rules.js';
import type { DateOrder } from './dates.rules.js';
import type { FileFault, ListProblem, RowOutcome } from './problems.rules.js';

/** One row of the file: where it stood, what became of it, and what it was. */
export interface RowReport {
  /** The line of the file on which the row begins; the first line is 1. */
  readonly line: number;
  readonly outcome: RowOutcome;
  readonly problems: readonly ListProblem[];
  /** The fingerprint of its household, or null when none arrives because of it. */
  readonly household: string | null;
  /** The fingerprint of its newcomer; a repeat has that of the row it repeats. */
  readonly newcomer: string | null;
  readonly cells: readonly string[];
}

/** A newcomer as the list describes them, in the case file's own codes. */
export interface ListedNewcomer {
  readonly line: number;
  /** The same for the same person each time the list is loaded. */
  readonly fingerprint: string;
  readonly role: 'principal' | 'dependant';
  readonly familyName: string;
  readonly givenName: string;
  readonly gender: 'F' | 'M' | 'X' | null;
  readonly birthOn: CivilDate | null;
  readonly speaksEnglish: boolean | null;
  readonly speaksFrench: boolean | null;
  /** Canonical tags, first those the list names, then French and English when it says they are spoken. */
  readonly languages: readonly string[];
  readonly status: string;
  readonly arrivesOn: CivilDate;
  /** In international form, +15145550100. */
  readonly phone: string | null;
  readonly borough: string | null;
  readonly needsShelter: boolean | null;
}

/** A household that arrives: at least one of its rows is good. */
export interface ListedHousehold {
  /** The same each time the list is loaded; from the notice number where there is one. */
  readonly fingerprint: string;
  readonly noticeNumber: string | null;
  /** The head first, then the others as the file orders them. */
  readonly newcomers: readonly ListedNewcomer[];
  readonly arrivesOn: CivilDate;
  readonly phone: string | null;
  readonly borough: string | null;
  /** Yes as soon as one row says yes. */
  readonly needsShelter: boolean | null;
  /** Lines of this household that were rejected: these people are still to come. */
  readonly rejectedLines: readonly number[];
  /** What a person should look at in the household as a whole, such as a head that is not the principal applicant. */
  readonly problems: readonly ListProblem[];
}

/** How the file was understood. */
export interface Recognised {
  readonly encoding: Encoding | null;
  readonly separator: Separator | null;
  readonly headerLanguage: HeaderLanguage | null;
  /** How most of its dates are written. */
  readonly dateOrder: DateOrder | null;
  /** For each known column, the heading the file gives it. */
  readonly columns: Readonly<Partial<Record<ColumnKey, string>>>;
  readonly unknownColumns: readonly string[];
}

/** An arrival list, read. */
export interface ReadList {
  readonly recognised: Recognised;
  readonly fileFaults: readonly FileFault[];
  readonly households: readonly ListedHousehold[];
  readonly rows: readonly RowReport[];
  /** The headings as the file writes them. */
  readonly headings: readonly string[];
}

/** The reference lists that cells are read against; the case file's own satisfy it. */
export interface ListReference {
  readonly languages: readonly { readonly tag: string; readonly en: string; readonly fr: string; readonly native?: string; readonly aliases: readonly string[] }[];
  readonly statuses: readonly { readonly code: string; readonly en: string; readonly fr: string; readonly aliases: readonly string[] }[];
  readonly boroughs: readonly { readonly code: string; readonly name: string; readonly aliases: readonly string[] }[];
}
