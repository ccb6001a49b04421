import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, changeHead, faultOfBirth, fullName, hasOneHead, isMinor, judgeLeaving, KINSHIPS, sizeOf, type Kinship, type NewcomerFacts } from './newcomers.rules.js';

const TODAY = '2026-11-23';
const person = (id: string, kinship: Kinship, birthOn: string | null = '1990-05-01', leftOn: string | null = null): NewcomerFacts =>
  ({ id, kinship, head: kinship === 'head', birthOn, leftOn });

const family = [person('samira', 'head'), person('omar', 'spouse'), person('lina', 'child', '2015-01-01'), person('hana', 'child', '2019-01-01'), person('amal', 'parent', '1958-01-01')];

const after = (newcomers: readonly NewcomerFacts[], newHead: string): Record<string, Kinship> => {
  const verdict = changeHead(newcomers, newHead, TODAY);
  if (!verdict.allowed) throw new Error(verdict.because);
  return Object.fromEntries(newcomers.map((n) => [n.id, verdict.changes.find((c) => c.id === n.id)?.kinship ?? n.kinship]));
};

describe('the head of a household', () => {
  it('can become the spouse, and the children stay children', () => {
    expect(after(family, 'omar')).toEqual({ samira: 'spouse', omar: 'head', lina: 'child', hana: 'child', amal: 'other' });
  });

  it('can become the grandmother: her daughter is her child, whoever else is family', () => {
    expect(after(family, 'amal')).toEqual({ samira: 'child', omar: 'other', lina: 'other', hana: 'other', amal: 'head' });
  });

  it('can become a grown child, whose parents and siblings the others are', () => {
    const grown = family.map((n) => (n.id === 'lina' ? { ...n, birthOn: '2004-01-01' } : n));
    expect(after(grown, 'lina')).toEqual({ samira: 'parent', omar: 'parent', lina: 'head', hana: 'sibling', amal: 'other' });
  });

  it('is never a child while an adult is there', () => {
    expect(changeHead(family, 'lina', TODAY)).toEqual({ allowed: false, because: 'minor-cannot-lead' });
  });

  it('may be a minor among minors', () => {
    const alone = [person('a', 'head', '2009-01-01'), person('b', 'sibling', '2012-01-01')];
    expect(after(alone, 'b')).toEqual({ a: 'sibling', b: 'head' });
  });

  it.each([
    ['samira', 'already-head'], ['nobody', 'unknown-newcomer'],
  ])('cannot become %s: %s', (id, because) => {
    expect(changeHead(family, id, TODAY)).toEqual({ allowed: false, because });
  });

  it('cannot be somebody who has left', () => {
    expect(changeHead([person('a', 'head'), person('b', 'spouse', null, '2026-11-01')], 'b', TODAY)).toEqual({ allowed: false, because: 'has-left' });
  });

  it('stays exactly one, whoever takes over', () => {
    const kin = fc.constantFrom(...KINSHIPS.filter((k) => k !== 'head'));
    fc.assert(fc.property(fc.array(kin, { minLength: 1, maxLength: 8 }), fc.nat(), (kinships, pick) => {
      const household = [person('0', 'head'), ...kinships.map((k, i) => person(String(i + 1), k))];
      const verdict = changeHead(household, String(1 + (pick % kinships.length)), TODAY);
      if (!verdict.allowed) return false;
      return hasOneHead(household.map((n) => ({ ...n, ...verdict.changes.find((c) => c.id === n.id) })));
    }));
  });
});

describe('a household', () => {
  it('counts those who are there', () => {
    expect(sizeOf([...family, person('gone', 'other', null, '2026-10-01')])).toBe(5);
  });

  it('lets anybody go but its head, who first hands over', () => {
    expect(judgeLeaving(family, 'omar')).toEqual({ allowed: true, changes: { size: 4 } });
    expect(judgeLeaving(family, 'samira')).toEqual({ allowed: false, because: 'head-cannot-leave' });
    expect(judgeLeaving(family, 'nobody')).toEqual({ allowed: false, because: 'unknown-newcomer' });
    expect(judgeLeaving([person('a', 'head'), person('b', 'other', null, '2026-11-01')], 'b')).toEqual({ allowed: false, because: 'has-left' });
  });

  it('has one head, who is there and called so', () => {
    expect(hasOneHead(family)).toBe(true);
    expect(hasOneHead([])).toBe(false);
    expect(hasOneHead([person('a', 'head'), person('b', 'head')])).toBe(false);
    expect(hasOneHead([person('a', 'head', null, '2026-11-01')])).toBe(false);
    expect(hasOneHead([person('a', 'head'), { ...person('b', 'spouse'), kinship: 'head' }])).toBe(false);
  });
});

describe('an age', () => {
  it('turns on the birthday, and on 1 March for whoever was born on 29 February', () => {
    expect(ageOn('2008-11-24', TODAY)).toBe(17);
    expect(ageOn('2008-11-23', TODAY)).toBe(18);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });

  it('that nobody knows counts as adult', () => {
    expect(isMinor({ birthOn: null }, TODAY)).toBe(false);
    expect(isMinor({ birthOn: '2008-11-24' }, TODAY)).toBe(true);
  });

  it('needs a birth that has happened, and not before 1900', () => {
    expect(faultOfBirth('2026-11-24', TODAY)).toBe('birth-in-future');
    expect(faultOfBirth('1899-12-31', TODAY)).toBe('birth-too-old');
    expect(faultOfBirth(TODAY, TODAY)).toBeUndefined();
  });
});

it('calls a person of one name by it alone', () => {
  expect(fullName({ givenName: 'Suharto', familyName: '' })).toBe('Suharto');
  expect(fullName({ givenName: 'Samira', familyName: 'Haddad' })).toBe('Samira Haddad');
});
