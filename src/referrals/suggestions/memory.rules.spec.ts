import { describe, expect, it } from '@jest/globals';
import { isPutFirst, type Memory, mustNotAsk, type PastOffer, quotaLeft, remembered } from './memory.rules.js';

const service = { serviceId: 'paniers', organisationId: 'cuisine' };
const past = (over: Partial<PastOffer>): PastOffer => ({ ...service, state: 'declined', reason: 'no_capacity', againOn: '2026-04-02', newcomerId: null, ...over });
const told = (offers: readonly PastOffer[], newcomerId: string | null = null, today = '2026-03-03') => remembered(service, newcomerId, offers, today);

describe('What is remembered of a service', () => {
  it.each<[string, readonly PastOffer[], Memory | undefined]>([
    ['nothing, when it was never asked', [], undefined],
    ['its no, until its day', [past({})], { kind: 'said-no', reason: 'no_capacity', until: '2026-04-02' }],
    ['its no for good', [past({ reason: 'language', againOn: 'infinity' })], { kind: 'said-no', reason: 'language', until: null }],
    ['the longest of its noes', [past({}), past({ reason: 'distance', againOn: 'infinity' }), past({ againOn: '2026-05-01' })], { kind: 'said-no', reason: 'distance', until: null }],
    ['nothing of a no whose day has come', [past({ againOn: '2026-03-03' })], undefined],
    ['a no of its organisation', [past({ serviceId: 'repas' })], { kind: 'said-no', reason: 'no_capacity', until: '2026-04-02' }],
    ['nothing of a no that meant another service', [past({ serviceId: 'repas', reason: 'wrong_service', againOn: 'infinity' })], undefined],
    ['nothing of another organisation', [past({ serviceId: 'logis', organisationId: 'maison' })], undefined],
    ['that it is being asked', [past({ state: 'sent', reason: null, againOn: null })], { kind: 'asking' }],
    ['that it holds it', [past({}), past({ state: 'in_service', reason: null, againOn: null })], { kind: 'asking' }],
    ['that the household did not want it', [past({ state: 'person_declined', reason: null, againOn: null })], { kind: 'household-declined' }],
    ['its silence', [past({ state: 'expired', reason: 'no_response', againOn: null })], { kind: 'silent' }],
  ])('is %s', (_, offers, memory) => {
    expect(told(offers)).toEqual(memory);
  });

  it('is what was said of the same person, or of them all', () => {
    expect(told([past({ newcomerId: 'lina' })], 'amal')).toBeUndefined();
    expect(told([past({ newcomerId: 'lina' })], 'lina')?.kind).toBe('said-no');
    expect(told([past({ newcomerId: 'lina' })])?.kind).toBe('said-no');
    expect(told([past({})], 'lina')?.kind).toBe('said-no');
  });
});

describe('A service', () => {
  it('is not asked while it is asked, after a no, against the household’s wish, or beyond its quota', () => {
    expect(mustNotAsk({ kind: 'asking' }, null)).toBe('asked-already');
    expect(mustNotAsk({ kind: 'said-no', reason: 'other', until: null }, 3)).toBe('said-no');
    expect(mustNotAsk({ kind: 'household-declined' }, null)).toBe('household-declined');
    expect(mustNotAsk(undefined, 0)).toBe('quota-used');
    expect(mustNotAsk({ kind: 'silent' }, 1)).toBeUndefined();
  });

  it('has room in its agreement until as many were accepted this month', () => {
    expect([quotaLeft(null, 9), quotaLeft(5, 3), quotaLeft(5, 5), quotaLeft(5, 7)]).toEqual([null, 2, 0, 0]);
  });

  it('puts first whom its agreement names', () => {
    const household = { statuses: ['ASYLUM'], kinds: ['family', 'single_parent'] };
    expect([isPutFirst(['ASYLUM'], household), isPutFirst(['single_parent'], household), isPutFirst(['senior'], household), isPutFirst([], household)]).toEqual([true, true, false, false]);
  });
});
