import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { needAttribute, OWN_TAXONOMIES, ownAttribute, ownTermOf, ownTerms, understanding, withoutOurs } from './taxonomies.rules.js';

const { needs } = readReference(join(projectRoot(), 'config'));
const needOf = understanding(needs);

describe('What a term means', () => {
  it.each([
    [{ code: 'HOUSING' }, 'HOUSING'], [{ code: 'housing' }, 'HOUSING'], [{ name: 'Help Find Housing' }, 'HOUSING'], [{ name: 'Housing > Help Find Housing' }, 'HOUSING'],
    [{ name: 'housing › help pay for housing' }, 'HOUSING'], [{ name: 'Francisation' }, 'FRENCH'], [{ name: 'Employment' }, 'WORK'], [{ name: 'Hébergement d’urgence et temporaire' }, 'SHELTER'],
    [{ code: 'BH-1800', name: 'Dog walking' }, undefined], [{ name: '' }, undefined], [{}, undefined],
  ])('%o is %s', (term, need) => {
    expect(needOf(term)).toBe(need);
  });

  it('is what the office said of it, even when that is nothing', () => {
    const id = '00000000-0000-4000-8000-000000000001';
    expect(understanding(needs, new Map([[id, 'FOOD']]))({ id, name: 'Employment' })).toBe('FOOD');
    expect(understanding(needs, new Map([[id, null]]))({ id, name: 'Employment' })).toBeUndefined();
  });

  it('is understood for each of our own terms by its identity alone, and for each path of Open Eligibility', () => {
    for (const need of needs) {
      expect(needOf({ id: needAttribute('00000000-0000-4000-8000-000000000001', need).taxonomy_term?.id })).toBe(need.code);
      for (const name of need.openEligibility) expect(needOf({ name })).toBe(need.code);
    }
  });
});

describe('Our own taxonomies', () => {
  it('have identities that never change, for others have written them down', () => {
    expect(OWN_TAXONOMIES.map(({ id }) => id)).toEqual(['232df71a-3eab-5571-b1af-8294588428cb', 'a7d43c77-a39e-5f7a-9683-cbbbaf27284f']);
    expect(ownTerms(needs)).toHaveLength(40);
    expect(new Set(ownTerms(needs).map(({ id }) => id)).size).toBe(40);
    expect(ownTerms(needs).find(({ code }) => code === 'HOUSING')?.id).toBe('a5f9acbf-6001-54b7-a7d6-5f4a94930ba1');
  });

  it('are known again when they come back', () => {
    const attribute = ownAttribute('service', '00000000-0000-4000-8000-000000000001', 'WAITLIST', 'yes');
    expect(ownTermOf(attribute)).toBe('WAITLIST');
    expect(ownTermOf({ id: attribute.id, taxonomy_term_id: attribute.taxonomy_term?.id })).toBe('WAITLIST');
    expect(withoutOurs({ taxonomies: [...OWN_TAXONOMIES], terms: ownTerms(needs) }, needs)).toEqual({ taxonomies: [], terms: [] });
  });
});
