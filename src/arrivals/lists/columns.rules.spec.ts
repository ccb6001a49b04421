import { describe, expect, it } from '@jest/globals';
import { faultsOfColumns, recogniseColumns, recogniseSeparator } from './columns.rules.js';
import { fold } from '../../../libs/i18n/fold.js';
import { COLUMN_WORDS, COMPULSORY_COLUMNS } from './words.rules.js';

describe('the headings of a list', () => {
  it.each([
    ['notice_number', 'noticeNumber'], ['N° d’avis', 'noticeNumber'], ["No d'avis", 'noticeNumber'], ['NUMÉRO D’AVIS', 'noticeNumber'],
    ['  Prenom ', 'givenName'], ['Date d’arrivée', 'arrivesOn'], ['birthDate', 'birthOn'], ['Statut d´immigration', 'status'],
    ['HÉBERGEMENT  requis', 'needsShelter'], ['Re\u0301le', undefined], ['Ro\u0302le', 'role'],
  ])('“%s” is %s', (heading, key) => {
    expect([...recogniseColumns([heading]).positions.keys()][0]).toBe(key);
  });

  it('tell their language, their order, what is unknown and what comes twice', () => {
    const columns = recogniseColumns(['Prénom', 'Nom', 'Couleur', 'Date de naissance', 'nom', '']);
    expect(Object.fromEntries(columns.positions)).toEqual({ givenName: 0, familyName: 1, birthOn: 3 });
    expect(columns).toMatchObject({ language: 'fr', unknown: ['Couleur'], twice: ['nom'] });
  });

  it('name every compulsory column that is missing', () => {
    const faults = faultsOfColumns(recogniseColumns(['role', 'family name', 'colour']));
    expect(faults.filter(({ stops }) => stops).map(({ values }) => values?.column)).toEqual(['noticeNumber', 'givenName', 'birthOn', 'arrivesOn']);
    expect(faults.filter(({ stops }) => !stops)).toEqual([{ code: 'column_unknown', stops: false, values: { column: 'colour' } }]);
  });

  it('are no list of arrivals when hardly one is known', () => {
    expect(faultsOfColumns(recogniseColumns(['Phone', 'Colour']))).toEqual([{ code: 'header_unrecognised', stops: true }]);
  });

  it.each([',', ';', '\t'] as const)('are parted by %j when that gives most known headings', (separator) => {
    const line = ['Rôle', 'Nom', 'Prénom, usuel'].join(separator);
    expect(recogniseSeparator((one) => line.split(one))).toBe(separator);
  });

  it('are known by words that are already folded and belong to one column only', () => {
    const words = Object.values(COLUMN_WORDS).flatMap(({ fr, en }) => [...new Set<string>([...fr, ...en])]);
    expect(words.filter((word) => fold(word) !== word)).toEqual([]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(COMPULSORY_COLUMNS.every((key) => key in COLUMN_WORDS)).toBe(true);
  });
});
