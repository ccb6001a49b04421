/**
 * Who is who from one loading of a list to the next. A household is its notice; one without a number is its
 * principal. A newcomer is their household, folded names and birth date: capitals, accents and padding are not a
 * difference, so a list typed again creates nobody twice.
 */
import { createHash } from 'node:crypto';
import type { RowNewcomer } from './rows.rules.js';
import { fold } from '../../../libs/i18n/fold.js';

/** Sixty-four hexadecimal figures, stable across loadings, machines and versions of the rules' other parts. */
export function householdFingerprint(noticeNumber: string | null, newcomer: RowNewcomer): string {
  return noticeNumber === null ? hash('alone', identity(newcomer), newcomer.arrivesOn) : noticeFingerprint(noticeNumber);
}

/** The household of a notice, known even when none of its rows could be read. */
export function noticeFingerprint(noticeNumber: string): string {
  return hash('notice', noticeNumber);
}

/** The same person in the same household. */
export function newcomerFingerprint(household: string, newcomer: RowNewcomer): string {
  return hash('newcomer', household, identity(newcomer));
}

function identity({ familyName, givenName, birthOn, role }: RowNewcomer): string {
  // Without a birth date the role tells father and son of one name apart.
  return JSON.stringify([foldName(familyName), foldName(givenName), birthOn ?? `no date, ${role ?? 'no role'}`]);
}

function foldName(name: string): string {
  return fold(name) || name;
}

function hash(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
