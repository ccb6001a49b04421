import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fieldChanges } from './differences.rules.js';

describe('What would change', () => {
  it.each([
    ['nothing, when keys only stand elsewhere', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }, []],
    ['nothing, between null and nothing', { a: null }, {}, []],
    ['a value', { name: 'A' }, { name: 'B' }, [{ field: 'name', before: 'A', after: 'B' }]],
    ['a value that comes', {}, { name: 'B' }, [{ field: 'name', before: undefined, after: 'B' }]],
    ['a value that goes', { name: 'A' }, { name: null }, [{ field: 'name', before: 'A', after: undefined }]],
    ['a value in a list, by the identity of what holds it', { phones: [{ id: '1', number: '1' }, { id: '2', number: '2' }] }, { phones: [{ id: '2', number: '3' }, { id: '1', number: '1' }] }, [{ field: 'phones.1.number', before: '2', after: '3' }]],
    ['one of a list that comes', { phones: [] }, { phones: [{ id: '1', number: '514' }] }, [{ field: 'phones.1', before: undefined, after: '514' }]],
    ['one of a list that goes', { phones: [{ id: '1', number: '514' }] }, { phones: [] }, [{ field: 'phones.1', before: '514', after: undefined }]],
    ['an order', { phones: [{ id: '1' }, { id: '2' }] }, { phones: [{ id: '2' }, { id: '1' }] }, [{ field: 'phones.order', before: '1 2', after: '2 1' }]],
    ['a list of texts', { x: ['a'] }, { x: ['b'] }, [{ field: 'x', before: '["a"]', after: '["b"]' }]],
  ])('is %s', (_, before, after, changes) => {
    expect(fieldChanges(before, after)).toEqual(changes);
  });

  it('is nothing exactly when both say the same', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      expect(fieldChanges(value, JSON.parse(JSON.stringify(value)))).toEqual([]);
    }));
  });
});
