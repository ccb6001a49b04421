import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coverageOf, languagesOf, type ReachingService, shadeOf } from './coverage.rules.js';

const CITY = [{ code: 'nord', population: 60 }, { code: 'sud', population: 30 }, { code: 'est', population: 10 }];
const service = (about: Partial<ReachingService>): ReachingService => ({ needs: ['FOOD'], serves: [], speaks: ['fr-CA'], hasRoom: true, ...about });

describe('Coverage', () => {
  it('tells where nobody answers, and how many people live there', () => {
    const [food] = coverageOf([service({ serves: ['nord'] })], ['FOOD'], CITY);
    expect(food).toMatchObject({ services: 1, withRoom: 1, unserved: ['sud', 'est'], full: [], peopleUnserved: 0.4 });
  });

  it('counts a service for the whole city in each borough', () => {
    const [food] = coverageOf([service({}), service({ serves: ['est'], hasRoom: false })], ['FOOD'], CITY);
    expect([...(food?.boroughs ?? [])]).toEqual([['nord', { services: 1, withRoom: 1 }], ['sud', { services: 1, withRoom: 1 }], ['est', { services: 2, withRoom: 1 }]]);
    expect(food?.peopleUnserved).toBe(0);
  });

  it('tells apart where somebody answers and has no room', () => {
    expect(coverageOf([service({ hasRoom: false })], ['FOOD'], CITY)[0]).toMatchObject({ unserved: [], full: ['nord', 'sud', 'est'] });
  });

  it('looks through one language at a time', () => {
    const services = [service({ speaks: ['fr-CA', 'ar'], serves: ['nord'] }), service({ speaks: ['fr-CA'] })];
    expect(coverageOf(services, ['FOOD'], CITY, 'ar')[0]).toMatchObject({ services: 1, unserved: ['sud', 'est'] });
    expect(coverageOf(services, ['FOOD'], CITY, 'uk')[0]).toMatchObject({ services: 0, peopleUnserved: 1 });
    expect(languagesOf(services, 'FOOD', ['uk', 'ar', 'fr-CA'])).toEqual([
      { language: 'fr-CA', services: 2, withRoom: 2 }, { language: 'ar', services: 1, withRoom: 1 }, { language: 'uk', services: 0, withRoom: 0 }]);
  });

  it('puts the widest gaps first', () => {
    const services = [service({ needs: ['FOOD'] }), service({ needs: ['WORK'], serves: ['est'] }), service({ needs: ['LEGAL'], hasRoom: false })];
    expect(coverageOf(services, ['FOOD', 'WORK', 'LEGAL', 'HEALTH'], CITY).map(({ need }) => need)).toEqual(['HEALTH', 'WORK', 'LEGAL', 'FOOD']);
  });

  it('never loses a borough: each is unserved, full, or has room', () => {
    const some = fc.record({ needs: fc.subarray(['FOOD', 'WORK']), serves: fc.subarray(['nord', 'sud', 'est']), speaks: fc.constant([]), hasRoom: fc.boolean() });
    fc.assert(fc.property(fc.array(some, { maxLength: 8 }), (services) => {
      for (const { boroughs, unserved, full } of coverageOf(services, ['FOOD', 'WORK'], CITY)) {
        const withRoom = [...boroughs].filter(([, reach]) => reach.withRoom > 0).map(([code]) => code);
        expect([...unserved, ...full, ...withRoom].sort()).toEqual(['est', 'nord', 'sud']);
      }
    }));
  });

  it.each([[0, 0, 'none'], [2, 0, 'full'], [4, 2, 'few'], [9, 3, 'several']] as const)('draws %i services, %i with room, as %s', (services, withRoom, shade) => {
    expect(shadeOf({ services, withRoom })).toBe(shade);
  });
});
