import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { vocabularyOf } from './facets.rules.js';
import { contactsOf, costsOf, languageCode, linesOf, phonesOf, webAddress, withBoroughs, withContacts, withCosts, withLanguages, withLines, withNeeds, withPhones } from './pieces.rules.js';

const reference = readReference(join(projectRoot(), 'config'));
const { languageOf } = vocabularyOf(reference);
const ids = () => { let count = 0; return () => `new-${(count += 1)}`; };

describe('A listing’s pieces', () => {
  it('keep what nobody asked about when they are said anew', () => {
    const there = [{ id: 'a', number: '514 555-0100', extension: 12, type: 'voice', languages: [] }, { id: 'b', number: '211' }];
    expect(phonesOf(there)).toEqual([{ id: 'a', number: '514 555-0100', extension: '12', description: null }, { id: 'b', number: '211', extension: null, description: null }]);
    expect(withPhones(there, [{ id: 'a', number: '514 555-0199', extension: '7', description: 'Accueil' }, { id: 'elsewhere', number: '811', extension: 'x2', description: null }], ids())).toEqual([
      { id: 'a', number: '514 555-0199', extension: 7, description: 'Accueil', type: 'voice', languages: [] }, { id: 'new-1', number: '811', extension: 'x2' },
    ]);
  });

  it('keep a contact’s other telephones', () => {
    const there = [{ id: 'c', name: 'Intervenante 03', department: 'Accueil', phones: [{ id: 'p', number: '514 555-0101', type: 'voice' }, { id: 'q', number: '514 555-0102' }] }];
    expect(contactsOf(there)).toEqual([{ id: 'c', name: 'Intervenante 03', title: null, email: null, phone: '514 555-0101' }]);
    expect(withContacts(there, [{ id: 'c', name: 'Intervenante 04', title: null, email: null, phone: '514 555-0109' }, { name: 'Accueil', title: null, email: 'a@b.example', phone: null }], ids())).toEqual([
      { id: 'c', name: 'Intervenante 04', department: 'Accueil', phones: [{ id: 'p', number: '514 555-0109', type: 'voice' }, { id: 'q', number: '514 555-0102' }] },
      { id: 'new-1', name: 'Accueil', email: 'a@b.example', phones: [] },
    ]);
  });

  it('cost what is said, in dollars', () => {
    const there = [{ id: 'k', option: 'Repas', amount: 3, currency: 'CAD', valid_to: '2027-01-01' }];
    expect(costsOf(there)).toEqual([{ id: 'k', option: 'Repas', amount: 3, note: null }]);
    expect(withCosts(there, [{ id: 'k', option: 'Repas', amount: 4, note: 'par personne' }, { option: 'Enfants', amount: null, note: null }], ids())).toEqual([
      { id: 'k', option: 'Repas', amount: 4, amount_description: 'par personne', currency: 'CAD', valid_to: '2027-01-01' }, { id: 'new-1', option: 'Enfants' },
    ]);
  });

  it('are lines where a line is all there is', () => {
    const there = [{ id: 'd', document: 'Passeport', uri: 'https://docs.example/1' }, { id: 'e', document: 'Bail' }];
    expect(linesOf('document', there)).toEqual(['Passeport', 'Bail']);
    expect(withLines('document', there, ['Passeport', 'Preuve d’adresse'], ids())).toEqual([there[0], { id: 'new-1', document: 'Preuve d’adresse' }]);
  });
});

describe('A language', () => {
  it('is written in ISO 639 and read back as the same tag', () => {
    for (const language of reference.languages) expect(languageOf(languageCode(language))).toBe(language.tag);
    expect(reference.languages.filter((each) => !/^[a-z]{2,3}$/.test(languageCode(each)))).toEqual([]);
  });

  it('that was there keeps its note; one that is not spoken any more goes', () => {
    const there = [{ id: 'l', code: 'prs', note: 'le mardi' }, { id: 'm', code: 'fra' }];
    expect(withLanguages(there, ['fa-AF', 'ar', 'iu'], ({ code }) => languageOf(code ?? '') ?? code ?? undefined, reference.language, ids())).toEqual([
      there[0], { id: 'new-1', code: 'ar', name: 'arabe' }, { id: 'new-2', code: 'iu' },
    ]);
  });
});

describe('The areas of a service', () => {
  const areaOf = ({ name }: { name?: string | null | undefined }) => (name === 'Montréal' ? 'city' : name === 'Verdun' ? 'verdun' : undefined);
  const said = (there: { id: string; name: string }[], codes: string[]) => withBoroughs(there, codes, areaOf, (code) => code, ids());

  it('name boroughs, or nothing for the whole city; what is no borough stays', () => {
    const elsewhere = { id: 'x', name: 'Laval' };
    expect(said([elsewhere, { id: 'c', name: 'Montréal' }], ['verdun'])).toEqual([elsewhere, { id: 'new-1', name: 'verdun' }]);
    expect(said([elsewhere, { id: 'v', name: 'Verdun' }], [])).toEqual([elsewhere]);
    expect(said([{ id: 'c', name: 'Montréal' }], [])).toEqual([{ id: 'c', name: 'Montréal' }]);
    expect(said([{ id: 'v', name: 'Verdun' }], ['verdun', 'anjou'])).toEqual([{ id: 'v', name: 'Verdun' }, { id: 'new-1', name: 'anjou' }]);
  });
});

describe('The needs of a service', () => {
  it('are attributes whose terms mean one; attributes that mean none stay', () => {
    const there = [{ id: 'a', value: 'FOOD' }, { id: 'b', value: 'BD-1800' }, { id: 'c', value: 'colour' }];
    const needOf = ({ value }: { value?: string | null | undefined }) => (value === 'colour' ? undefined : value === 'BD-1800' ? 'FOOD' : value ?? undefined);
    expect(withNeeds(there, ['FOOD', 'WORK'], needOf, (code) => ({ id: `for-${code}`, value: code }))).toEqual([...there, { id: 'for-WORK', value: 'WORK' }]);
    expect(withNeeds(there, [], needOf, (code) => ({ id: code }))).toEqual([there[2]]);
  });
});

describe('An address on the web', () => {
  it.each([
    ['https://meleze.example', 'https://meleze.example'], ['www.meleze.example', 'https://www.meleze.example'], ['javascript:alert(1)', null], ['meleze', null], ['', null], [null, null], ['https://', null],
  ])('%s may be followed as %s', (url, followed) => {
    expect(webAddress(url)).toBe(followed);
  });
});
