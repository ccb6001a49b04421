import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import type { Hsds } from '../hsds/hsds.shape.js';
import { facetsOf, type ListedService, vocabularyOf } from './facets.rules.js';

const reference = readReference(join(projectRoot(), 'config'));
const vocabulary = { ...vocabularyOf(reference), needOf: ({ code }: { code?: string | null | undefined }) => reference.need(code ?? '')?.code };
const range = { from: new Date('2026-11-23T05:00:00Z'), to: new Date('2026-11-30T05:00:00Z') };
const id = '0190a1b2-0000-7000-8000-000000000001';

const aService = (said: Partial<ListedService> = {}): ListedService => ({
  name: 'Francisation du soir', alternateName: null, description: 'Cours à petit prix', organisationName: 'Le Pont d’Ardoise', listing: {}, there: [], ...said,
});
const facets = (said?: Partial<ListedService>) => facetsOf(aService(said), vocabulary, range, 'America/Toronto');
const spoken = (...codes: string[]): string[] => facets({ listing: { languages: codes.map((code) => ({ id, code })) } }).speaks;
const somewhere = { locationType: 'physical' as const, latitude: null, longitude: null, listing: {} };
const served = (...names: string[]): string[] => facets({ listing: { service_areas: names.map((name) => ({ id, name })) } }).serves;
const weekly = (byday: string, opens_at: string, closes_at: string): Hsds<'schedule'> => ({ id, freq: 'WEEKLY', byday, opens_at, closes_at });

describe('The needs a service answers', () => {
  it('are those its terms mean, each once, in the order they are named', () => {
    const term = (code: string) => ({ id, taxonomy_term: { id, code, name: code, description: '' } });
    expect(facets({ listing: { attributes: [term('FRENCH'), term('BD-1800'), term('WORK'), term('FRENCH')] } }).needs).toEqual(['FRENCH', 'WORK']);
  });

  it('are found when an attribute names its term by identity alone', () => {
    const asked: unknown[] = [];
    facetsOf(aService({ listing: { attributes: [{ id, taxonomy_term_id: 'a-term' }] } }), { ...vocabulary, needOf: (term) => void asked.push(term) }, range, 'UTC');
    expect(asked).toEqual([{ id: 'a-term' }]);
  });
});

describe('The languages of a service', () => {
  it.each([
    ['prs', 'fa-AF'], ['fas', 'fa'], ['per', 'fa'], ['fr', 'fr-CA'], ['fra', 'fr-CA'], ['en', 'en-CA'], ['eng', 'en-CA'], ['ara', 'ar'], ['hat', 'ht'], ['pus', 'ps'],
    ['zho', 'zh-Hans'], ['spa', 'es'], ['FR', 'fr-CA'], ['tgl', 'fil'], ['iu', 'iu'], ['moh', 'moh'],
  ])('written %s are known as %s', (written, tag) => {
    expect(spoken(written)).toEqual([tag]);
  });

  it('are known by every tag, alias and name of the list', () => {
    for (const { tag, aliases } of reference.languages) expect(new Set(spoken(tag, ...aliases))).toEqual(new Set([tag]));
  });

  it('are known by their name when the code is missing', () => {
    expect(facets({ listing: { languages: [{ id, name: 'Créole haïtien' }, { id, name: 'klingon' }] } }).speaks).toEqual(['ht']);
  });
});

describe('The boroughs a service is for', () => {
  it('are known by name and alias, whatever the dashes and accents', () => {
    expect(served('Villeray-Saint-Michel-Parc-Extension', 'NDG', 'montreal nord', 'St-Léonard')).toEqual([
      'villeray-saint-michel-parc-extension', 'cote-des-neiges-notre-dame-de-grace', 'montreal-nord', 'saint-leonard',
    ]);
  });

  it.each([[[]], [['Montréal']], [['Verdun', 'Toute la ville']], [['Citywide']], [['Laval']]])('%j is the whole city', (names) => {
    expect(served(...names)).toEqual([]);
  });

  it('count the areas of the places where it is given', () => {
    const there = [{ listing: { service_areas: [{ id, name: 'Verdun' }] }, location: somewhere }];
    expect(facets({ listing: { service_areas: [{ id, name: 'Anjou' }] }, there }).serves).toEqual(['anjou', 'verdun']);
  });
});

describe('When a service is open', () => {
  const at = (schedules: Hsds<'schedule'>[], more: Hsds<'schedule'>[] = []) => [{ listing: { schedules }, location: { ...somewhere, listing: { schedules: more } } }];

  it('is by its own hours and those of where it is given together', () => {
    expect(facets({ listing: { schedules: [weekly('MO', '09:00', '12:00')] }, there: at([weekly('MO', '13:00', '16:00')], [weekly('TU', '08:00', '20:00')]) }).openings).toEqual([
      { from: new Date('2026-11-23T14:00:00Z'), to: new Date('2026-11-23T17:00:00Z') }, { from: new Date('2026-11-23T18:00:00Z'), to: new Date('2026-11-23T21:00:00Z') },
    ]);
  });

  it('is by the hours of the places when nothing else is said', () => {
    expect(facets({ there: at([], [weekly('TU', '08:00', '20:00')]) }).openings).toHaveLength(1);
  });
});

describe('The doors of a service', () => {
  it('are the places that one can go to, where it is known where they are', () => {
    const degrees = { latitude: 45.454, longitude: -73.5756 };
    const there = [{ ...somewhere, ...degrees }, somewhere, { ...somewhere, ...degrees, locationType: 'virtual' as const }].map((location) => ({ listing: {}, location }));
    expect(facets({ there }).doors).toEqual([degrees]);
    expect(facets().doors).toEqual([]);
  });
});

describe('The words a service is found by', () => {
  it('are its names, what it says of itself, its organisation, and its needs in both languages', () => {
    const { words } = facets({ alternateName: 'Soirées FLS', listing: { attributes: [{ id, taxonomy_term: { id, code: 'FRENCH', name: '', description: '' } }] } });
    expect(words).toBe('Francisation du soir · Soirées FLS · Cours à petit prix · Le Pont d’Ardoise · Francisation · French courses');
  });
});

describe('Facets', () => {
  it('come of whatever a listing says, without a fault, and never hold anything twice', () => {
    const text = fc.string({ maxLength: 20 });
    fc.assert(fc.property(fc.array(text), fc.array(text), fc.array(text), (codes, areas, terms) => {
      const { needs, speaks, serves } = facets({ listing: {
        languages: codes.map((code) => ({ id, code })), service_areas: areas.map((name) => ({ id, name })),
        attributes: terms.map((code) => ({ id, taxonomy_term: { id, code, name: code, description: '' } })),
      } });
      for (const list of [needs, speaks, serves]) expect(new Set(list).size).toBe(list.length);
    }));
  });
});
