/**
 * Whom a household's question goes to. One may write only to an address of which somebody said that writing is safe, and only
 * with a consent for messages that is in force: without either, nothing leaves the house and the caseworker asks.
 */
import type { SpokenLanguage } from '../../../libs/i18n/language.js';
import type { HouseholdSheet } from '../../cases/cases.door.js';

/** Needs of which no page that a link opens says a word: whoever shares a mailbox, or knows a year of birth, may be whom they flee. */
export const DISCREET_NEEDS = ['SAFETY'] as const;

/** Whether a link may ask about a need of a case at all. */
export const mayAskByLink = (need: string, { restricted, state }: { readonly restricted: boolean; readonly state: string }): boolean => !restricted && state !== 'closed' && !DISCREET_NEEDS.some((discreet) => discreet === need);

/** Somebody who may be written to. */
export interface Addressee {
  readonly newcomerId: string;
  readonly wayId: string;
  readonly address: string;
}

type Household = Pick<HouseholdSheet, 'newcomers' | 'contactWays' | 'consents'>;

/** Who may be written to on a day, at which address; undefined when nobody may. */
export function addresseeOf({ newcomers, contactWays, consents }: Household, today: string): Addressee | undefined {
  const present = newcomers.filter(({ leftOn }) => leftOn === null);
  const agrees = (newcomerId: string): boolean => consents.some((consent) => (
    consent.newcomerId === newcomerId && consent.purpose === 'messages' && consent.withdrawnAt === null && consent.expiresOn >= today));
  const head = present.find((person) => person.head);
  const safe = contactWays.filter(({ kind, safeToText }) => kind === 'email' && safeToText);
  for (const { id: wayId, newcomerId, value: address } of [...safe].sort((one, other) => Number(other.preferred) - Number(one.preferred))) {
    // An address of the whole household is its head's.
    const reader = newcomerId === null ? head : present.find(({ id }) => id === newcomerId);
    if (reader && agrees(reader.id)) return { newcomerId: reader.id, wayId, address };
  }
  return undefined;
}

/** Which addresses may still be written to. */
export const safeAddresses = ({ contactWays }: Pick<HouseholdSheet, 'contactWays'>): string[] =>
  contactWays.filter(({ kind, safeToText }) => kind === 'email' && safeToText).map(({ id }) => id);

const BESIDE: readonly SpokenLanguage[] = ['en', 'es', 'ar'];

/** What is written beside the French: the first of the household's languages that we write in; French stands alone for all others. */
export function besideOf(language: string, others: readonly string[]): SpokenLanguage {
  const spoken = [language, ...others].map((tag) => tag.split('-')[0]);
  return spoken[0] === 'fr' ? 'fr' : spoken.map((tag) => BESIDE.find((known) => known === tag)).find((known) => known !== undefined) ?? 'fr';
}
