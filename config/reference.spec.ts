import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './root.js';
import { readReference } from './reference.js';

const reference = readReference(join(projectRoot(), 'config'));

describe('the reference lists of a case', () => {
  it('has thirty needs, named in both languages and for the public in Arabic, each with its own picture', () => {
    expect(reference.needs).toHaveLength(30);
    expect(new Set(reference.needs.map((need) => need.icon)).size).toBe(30);
    expect(reference.need('HEALTH_COVER')?.fr).toBe('Assurance maladie (RAMQ, PFSI)');
    expect(reference.need('NOTHING')).toBeUndefined();
  });

  it('has the twenty languages of most arrivals and the thirteen that follow', () => {
    expect(reference.languages).toHaveLength(33);
    expect(reference.languages.slice(0, 3).map((language) => language.tag)).toEqual(['fr-CA', 'en-CA', 'es']);
  });

  it('writes Arabic, the Persian tongues, Pashto, Urdu and Rohingya from right to left', () => {
    const rightToLeft = reference.languages.filter((language) => language.direction === 'rtl');
    expect(rightToLeft.map((language) => language.tag)).toEqual(['ar', 'fa', 'fa-AF', 'ps', 'ur', 'rhg']);
  });

  it('finds Dari under either of its tags, and nothing under a word that is no tag', () => {
    expect(reference.language('prs')?.tag).toBe('fa-AF');
    expect(reference.language('not a tag')).toBeUndefined();
  });

  it('has nineteen boroughs that add up to the population of the city and to the whole of the demo arrivals', () => {
    expect(reference.boroughs).toHaveLength(19);
    expect(reference.boroughs.reduce((sum, borough) => sum + borough.population, 0)).toBe(1_800_055);
    expect(reference.boroughs.reduce((sum, borough) => sum + borough.demoWeight, 0)).toBeCloseTo(100, 0);
    expect(reference.boroughs.filter((borough) => borough.priority)).toHaveLength(8);
  });

  it('counts refugees, claimants, CUAET, those without status and the unknown towards P2, the others towards P3', () => {
    const towards = (tier: string) => reference.statuses.filter((status) => status.countsTowards === tier).map((status) => status.code);
    expect(towards('P2')).toEqual(['REF_GAR', 'REF_PSR', 'REF_BVOR', 'REF_PROTECTED', 'ASYLUM', 'CUAET', 'NO_STATUS', 'UNKNOWN']);
    expect(towards('P3')).toEqual(['PR_ECONOMIC', 'PR_FAMILY', 'PR_HUMANITARIAN', 'WORKER_TFW', 'WORKER_IMP', 'STUDENT', 'VISITOR', 'TRP', 'CITIZEN_RETURN']);
  });

  it('is read once and cannot be changed by whoever holds it', () => {
    expect(readReference(join(projectRoot(), 'config'))).toBe(reference);
    expect(Object.isFrozen(reference.statuses)).toBe(true);
    expect(Object.isFrozen(reference.statuses[0]?.aliases)).toBe(true);
  });

  it('says which file is missing rather than starting without its lists', () => {
    expect(() => readReference('/nowhere')).toThrow('needs.yaml');
  });
});
