import { describe, expect, it } from '@jest/globals';
import { isShared, leastLoaded } from './owner.rules.js';

const worker = (id: string, openCases: number, languages: string[], away = false) => ({ id, name: id, openCases, languages, away });

describe('who takes a household on', () => {
  it('is the least loaded of those who share a language', () => {
    const team = [worker('a', 2, ['fr-CA']), worker('b', 40, ['fr-CA', 'ar']), worker('c', 38, ['ar'])];
    expect(leastLoaded(team, ['ar'])?.id).toBe('c');
    expect(leastLoaded(team, ['ar', 'fr-CA'])?.id).toBe('a');
  });

  it('is nobody when nobody shares a language, so that the lead decides', () => {
    expect(leastLoaded([worker('a', 0, ['fr-CA'])], ['ti'])).toBeUndefined();
    expect(leastLoaded([], ['fr-CA'])).toBeUndefined();
  });

  it('is never somebody who is away', () => {
    expect(leastLoaded([worker('a', 0, ['es'], true), worker('b', 9, ['es'])], ['es'])?.id).toBe('b');
  });

  it('counts a language as shared whatever its country', () => {
    expect(isShared('fr', 'fr-CA')).toBe(true);
    expect(isShared('zh-Hans', 'zh-Hant')).toBe(true);
    expect(isShared('fa', 'ar')).toBe(false);
  });
});
