/*
 * The pieces of an HSDS listing as people say them, and back: telephones, people to ask for, languages, areas, needs, costs,
 * documents. Whoever changes a listing says only what our forms know; every object that was there keeps what nobody asked
 * about, and what nobody asked about at all stays. Pure: identities of new objects come from the caller.
 */
import type { Language } from '../../../config/reference.js';
import type { Hsds } from '../hsds/hsds.shape.js';

/** Makes an identity for an object that was not there before. */
export type Mint = () => string;

/** A telephone as people say it. */
export interface Phone { readonly id?: string | undefined; readonly number: string; readonly extension: string | null; readonly description: string | null }
/** Somebody, or a desk, to ask for. */
export interface Contact { readonly id?: string | undefined; readonly name: string | null; readonly title: string | null; readonly email: string | null; readonly phone: string | null }
/** What something costs. */
export interface Cost { readonly id?: string | undefined; readonly option: string | null; readonly amount: number | null; readonly note: string | null }

type Named = { readonly id: string };

/** Objects said anew: one that was there is written over, one that is not said any more goes. */
function said<H extends Named, S extends { readonly id?: string | undefined }>(there: readonly H[] | undefined, pieces: readonly S[], mint: Mint, write: (piece: S) => Omit<H, 'id'>): H[] {
  const known = new Map(there?.map((each) => [each.id, each]));
  return pieces.map((piece) => {
    const was = known.get(piece.id ?? '');
    // What was never said is not said to be nothing.
    const written = Object.entries(write(piece)).filter(([field, value]) => value !== null || (was !== undefined && field in was));
    return { ...was, ...Object.fromEntries(written), id: was?.id ?? mint() } as H;
  });
}

export const phonesOf = (phones: readonly Hsds<'phone'>[] = []): Phone[] =>
  phones.map(({ id, number, extension, description }) => ({ id, number, extension: extension === null || extension === undefined ? null : String(extension), description: description ?? null }));

export const withPhones = (there: readonly Hsds<'phone'>[] | undefined, phones: readonly Phone[], mint: Mint): Hsds<'phone'>[] =>
  said(there, phones, mint, ({ number, extension, description }) => ({ number, description, extension: extension !== null && /^\d{1,9}$/.test(extension) ? Number(extension) : extension }));

export const contactsOf = (contacts: readonly Hsds<'contact'>[] = []): Contact[] =>
  contacts.map(({ id, name, title, email, phones }) => ({ id, name: name ?? null, title: title ?? null, email: email ?? null, phone: phones?.[0]?.number ?? null }));

/** A contact's first telephone is the one that is said; others it has stay. */
export function withContacts(there: readonly Hsds<'contact'>[] | undefined, contacts: readonly Contact[], mint: Mint): Hsds<'contact'>[] {
  const phones = new Map(there?.map((contact) => [contact.id, contact.phones ?? []]));
  return said(there, contacts, mint, ({ id, name, title, email, phone }) => {
    const [first, ...others] = phones.get(id ?? '') ?? [];
    const said = phone === null ? [] : [{ ...first, id: first?.id ?? mint(), number: phone }];
    return { name, title, email, phones: [...said, ...others] };
  });
}

export const costsOf = (costs: readonly Hsds<'cost_option'>[] = []): Cost[] =>
  costs.map(({ id, option, amount, amount_description }) => ({ id, option: option ?? null, amount: amount ?? null, note: amount_description ?? null }));

export const withCosts = (there: readonly Hsds<'cost_option'>[] | undefined, costs: readonly Cost[], mint: Mint): Hsds<'cost_option'>[] =>
  said(there, costs, mint, ({ option, amount, note }) => ({ option, amount, amount_description: note, ...(amount === null ? {} : { currency: 'CAD' }) }));

/** Lines of text, each an object of its own: documents to bring, what makes a place accessible. */
export function withLines<F extends string>(field: F, there: readonly (Named & { readonly [K in F]?: string | null | undefined })[] | undefined, lines: readonly string[], mint: Mint): (Named & Record<F, string>)[] {
  const known = new Map(there?.map((each) => [each[field] ?? '', each]));
  return lines.map((line) => ({ ...known.get(line), id: known.get(line)?.id ?? mint(), [field]: line }) as Named & Record<F, string>);
}

export const linesOf = <F extends string>(field: F, there: readonly { readonly [K in F]?: string | null | undefined }[] = []): string[] =>
  there.flatMap((each) => (each[field] ? [each[field]] : []));

/** Programmes by their names; HSDS wants a description, which stays as it was or is empty. */
export const withProgrammes = (there: readonly Hsds<'program'>[] | undefined, names: readonly string[], mint: Mint): Hsds<'program'>[] =>
  withLines('name', there, names, mint).map((each) => ({ description: '', ...each }));

/** What HSDS calls a language of ours: ISO 639 in two or three letters. */
export function languageCode({ tag, aliases }: Pick<Language, 'tag' | 'aliases'>): string {
  return [tag, ...aliases].find((each) => /^[a-z]{2,3}$/.test(each)) ?? tag;
}

/** Objects that mean one of the said codes stay, new ones are added, those that mean another go; those that mean nothing to us stay. */
function meaning<H extends Named>(there: readonly H[], codes: readonly string[], meaningOf: (each: H) => string | undefined, write: (code: string) => H): H[] {
  const kept = there.filter((each) => { const code = meaningOf(each); return code === undefined || codes.includes(code); });
  const known = new Set(kept.map(meaningOf));
  return [...kept, ...codes.filter((code) => !known.has(code)).map(write)];
}

export const withLanguages = (there: readonly Hsds<'language'>[] = [], tags: readonly string[], tagOf: (each: Hsds<'language'>) => string | undefined, languageOf: (tag: string) => Language | undefined, mint: Mint): Hsds<'language'>[] =>
  meaning(there, tags, tagOf, (tag) => { const known = languageOf(tag); return { id: mint(), code: known ? languageCode(known) : tag, ...(known ? { name: known.fr } : {}) }; });

/** `areaOf` gives a borough's code, or `city` for the whole city, which goes when boroughs are named. */
export const withBoroughs = (there: readonly Hsds<'service_area'>[] = [], codes: readonly string[], areaOf: (each: Hsds<'service_area'>) => string | undefined, nameOf: (code: string) => string, mint: Mint): Hsds<'service_area'>[] =>
  (codes.length === 0 ? there.filter((each) => [undefined, 'city'].includes(areaOf(each))) : meaning(there, codes, areaOf, (code) => ({ id: mint(), name: nameOf(code) })));

export const withNeeds = (there: readonly Hsds<'attribute'>[] = [], codes: readonly string[], needOf: (each: Hsds<'attribute'>) => string | undefined, write: (code: string) => Hsds<'attribute'>): Hsds<'attribute'>[] =>
  meaning(there, codes, needOf, write);

/** An address on the web that a page may link to, or nothing: what came in with a directory may be anything. */
export const webAddress = (url: string | null | undefined): string | null => {
  const full = url && /^www\.\S+$/i.test(url.trim()) ? `https://${url.trim()}` : url?.trim() ?? '';
  return /^https?:\/\/[^\s/]+/i.test(full) && URL.canParse(full) ? full : null;
};
