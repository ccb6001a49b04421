/*
 * What terms mean. The thirty needs are a taxonomy of their own, and so is what HSDS has no field for (rules of eligibility, waiting
 * lists): both under identities worked out of their codes, so that they are the same in every house and on every day. Terms of
 * others are understood by Open Eligibility's paths and names, by our codes and by our names; the office may say the rest. Pure.
 */
import { v5 } from 'uuid';
import type { Need } from '../../../config/reference.js';
import { fold } from '../../../libs/i18n/fold.js';
import type { Hsds } from './hsds.shape.js';

export type Taxonomy = Hsds<'taxonomy'>;
export type Term = Hsds<'taxonomy_term'>;
export type Attribute = Hsds<'attribute'>;

/** What this directory adds to HSDS is described under this address: it is a Profile's identity, and need not answer. */
export const PROFILE = 'https://passerelle.example/hsds/3.1/profile';

/** Whatever we name ourselves is named inside this space; changing it would make everybody's mappings void. */
const SPACE = v5(PROFILE, v5.URL);
const named = (...parts: readonly string[]): string => v5(parts.join(' '), SPACE);

const taxonomy = (key: string, name: string, description: string): Taxonomy => ({ id: named('taxonomy', key), name, description, uri: `${PROFILE}/${key}`, version: '1' });

/** What people who have just arrived may need. */
const NEEDS_TAXONOMY = taxonomy('needs', 'Passerelle needs', 'The needs of people who have just arrived in a city.');
/** What HSDS has no field for. */
const RULES_TAXONOMY = taxonomy('rules', 'Passerelle rules', 'Who a service is for, as rules; its waiting list; until when it is closed.');

export const OWN_TAXONOMIES: readonly Taxonomy[] = [NEEDS_TAXONOMY, RULES_TAXONOMY];

/** The terms for what HSDS has no field for, with what their value says. */
const OWN_TERMS = {
  FOR_STATUSES: ['For immigration statuses', 'Codes of immigration statuses, parted by commas; without one, everybody.'],
  FOR_GENDERS: ['For genders', 'female, male, other, parted by commas; without one, everybody.'],
  FOR_HOUSEHOLDS: ['For households', 'Kinds of household, parted by commas; without one, everybody.'],
  FOR_LANGUAGES: ['For speakers of', 'Tags of languages (BCP 47), parted by commas; without one, everybody.'],
  FOR_BOROUGHS: ['For residents of', 'Codes of boroughs, parted by commas; without one, everybody.'],
  CLOSED_UNTIL: ['Closed until', 'The last day of a temporary closing.'],
  WAITLIST: ['Waiting list', 'yes when one may join it.'],
  WAITLIST_SIZE: ['Waiting list, size', 'How many wait.'],
  WAITLIST_WEEKS: ['Waiting list, weeks', 'How many weeks it takes.'],
  LISTED: ['Listed in public', 'no when the public directory leaves it out.'],
} as const;
export type OwnTerm = keyof typeof OWN_TERMS;

const OWN_CODES = Object.keys(OWN_TERMS) as OwnTerm[];
const ownTerm = (code: OwnTerm): Term => ({
  id: named('rules', code), code, name: OWN_TERMS[code][0], description: OWN_TERMS[code][1], taxonomy: RULES_TAXONOMY.name, taxonomy_detail: RULES_TAXONOMY, language: 'eng',
});
const needTerm = ({ code, fr, en }: Need): Term => ({
  id: named('needs', code), code, name: fr, description: `${fr} / ${en}`, taxonomy: NEEDS_TAXONOMY.name, taxonomy_detail: NEEDS_TAXONOMY, language: 'fra',
});

/** Our own terms by taxonomy, in the order of the configuration. */
export const ownTerms = (needs: readonly Need[]): Term[] => [...needs.map(needTerm), ...OWN_CODES.map(ownTerm)];

const OWN_BY_ID = new Map(OWN_CODES.map((code) => [ownTerm(code).id, code]));

/** What of ours an attribute says, if it is one of ours. */
export const ownTermOf = ({ taxonomy_term, taxonomy_term_id }: Attribute): OwnTerm | undefined => OWN_BY_ID.get(taxonomy_term?.id ?? taxonomy_term_id ?? '');

/** An attribute of ours on a thing: the same every time it goes out. */
export const ownAttribute = (link: 'service' | 'organization', thingId: string, code: OwnTerm, value: string): Attribute => ({
  id: named('attribute', thingId, code), link_entity: link, value, taxonomy_term: ownTerm(code),
});

/** The attribute by which a service says that it answers a need of ours. */
export const needAttribute = (serviceId: string, need: Need): Attribute => ({
  id: named('attribute', serviceId, need.code), link_entity: 'service', value: need.code, taxonomy_term: needTerm(need),
});

/** A unit that has a name here and nothing else. */
export const ownUnit = (name: string): Hsds<'unit'> => ({ id: named('unit', name), name });

/** Understands terms: gives the code of the need that one means, or nothing. */
export type NeedOf = (term: Partial<Term>) => string | undefined;

/** `kept`: what the office, or an earlier import, said of a term by its identity; where that is nothing, its name says nothing either. */
export function understanding(needs: readonly Need[], kept: ReadonlyMap<string, string | null> = new Map()): NeedOf {
  const byId = new Map<string, string | null>([...needs.map((need) => [needTerm(need).id, need.code] as const), ...kept]);
  const byCode = new Map(needs.map(({ code }) => [code, code]));
  const byName = namesOf(needs);
  const byWord = ({ code, name }: Partial<Term>) => byCode.get((code ?? '').toUpperCase()) ?? byName.get(fold(code ?? '')) ?? byName.get(fold(name ?? ''));
  return (term) => {
    const said = byId.get(term.id ?? '');
    return said === undefined ? byWord(term) : (said ?? undefined);
  };
}

/** Our names in both languages, Open Eligibility's paths, and the last words of those paths where only one need has them. */
function namesOf(needs: readonly Need[]): Map<string, string> {
  const names = new Map<string, string>();
  const leaves = new Map<string, Set<string>>();
  for (const { code, fr, en, openEligibility } of needs) {
    for (const name of [fr, en, ...openEligibility]) names.set(fold(name), code);
    for (const path of openEligibility) {
      const leaf = fold(path.split('>').at(-1) ?? '');
      leaves.set(leaf, (leaves.get(leaf) ?? new Set()).add(code));
    }
  }
  for (const [leaf, codes] of leaves) if (codes.size === 1 && !names.has(leaf)) names.set(leaf, [...codes][0] as string);
  names.delete('');
  return names;
}

/** Taxonomies and terms without our own: those come back with our own exports, and are known already. */
export function withoutOurs({ taxonomies, terms }: { readonly taxonomies: readonly Taxonomy[]; readonly terms: readonly Term[] }, needs: readonly Need[]): { taxonomies: Taxonomy[]; terms: Term[] } {
  const ours = new Set([...ownTerms(needs), ...OWN_TAXONOMIES].map(({ id }) => id));
  return { taxonomies: taxonomies.filter(({ id }) => !ours.has(id)), terms: terms.filter(({ id }) => !ours.has(id)) };
}
