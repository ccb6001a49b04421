import { describe, expect, it } from '@jest/globals';
import { type Reachable, recipientsOf } from './recipients.rules.js';

const reachable = (over: Partial<Reachable> = {}): Reachable => ({
  mails: ['places', 'listing', 'agreement'], organisationEmail: 'bonjour@organisme.example', serviceEmail: 'lits@organisme.example',
  members: [{ id: 'a', email: 'awa@organisme.example' }, { id: 'b', email: 'bruno@organisme.example' }], ...over,
});
const addresses = (over: Partial<Reachable>): string[] => recipientsOf(reachable(over), 'places').map(({ address }) => address);

describe('a question goes', () => {
  it.each([
    ['to everybody with an account', {}, ['awa@organisme.example', 'bruno@organisme.example']],
    ['without anybody to the service’s own address', { members: [] }, ['lits@organisme.example']],
    ['else to the organisation’s', { members: [], serviceEmail: null }, ['bonjour@organisme.example']],
    ['past what is no address', { members: [], serviceEmail: 'a@b.example, c@d.example' }, ['bonjour@organisme.example']],
    ['to nobody when nobody can be reached', { members: [], serviceEmail: 'sur place', organisationEmail: null }, []],
    ['to nobody who wants no such mails', { mails: ['listing'] as const }, []],
    ['to no whole crowd', { members: Array.from({ length: 9 }, (_, n) => ({ id: `${n}`, email: `${n}@organisme.example` })) }, ['0', '1', '2', '3', '4'].map((n) => `${n}@organisme.example`)],
  ])('%s', (_, over, expected) => {
    expect(addresses(over)).toEqual(expected);
  });
});
