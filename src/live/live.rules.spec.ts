import { describe, expect, it } from '@jest/globals';
import type { PersonActor } from '../../libs/transaction/actor.js';
import type { CaseBelonging } from '../cases/cases.door.js';
import { casesIn, MOST_NUDGES, type Nudge, nudgesFor } from './live.rules.js';

const person = (personId: string, roles: string[], teamId: string | null = null, organisationId: string | null = null): PersonActor => ({ kind: 'person', personId, roles, teamId, organisationId });
const awa = person('awa', ['caseworker'], 'north');
const bruno = person('bruno', ['caseworker'], 'north');
const southerner = person('sud', ['caseworker'], 'south');
const lead = person('lead', ['team_lead'], 'south');
const manager = person('direction', ['manager']);
const privacy = person('access', ['privacy_officer']);
const administrator = person('admin', ['administrator']);
const member = person('member', ['member'], null, 'maison');

const files = new Map<string, CaseBelonging>([
  ['plain', { ownerId: 'awa', teamId: 'north', restricted: false }],
  ['hidden', { ownerId: 'awa', teamId: 'north', restricted: true }],
]);
const hears = (reader: PersonActor, type: string, payload: object): Nudge[] => nudgesFor(reader, [{ type, payload: payload as Record<string, unknown> }], files);

describe('Who hears that a case changed', () => {
  const changed = (caseId: string) => ({ caseId, teamId: 'north', ownerId: 'awa', fields: ['borough'] });
  const which = (caseId: string): Nudge[] => [{ topic: 'cases', caseId }];

  it.each([
    ['its owner', awa, 'plain', which('plain')],
    ['their team', bruno, 'plain', which('plain')],
    ['not the caseworkers of another team', southerner, 'plain', []],
    ['the lead of another team, who may read it', lead, 'plain', which('plain')],
    ['a manager', manager, 'plain', which('plain')],
    ['not the privacy officer, whom it does not concern', privacy, 'plain', []],
    ['not whoever looks after accounts', administrator, 'plain', []],
    ['not an organisation', member, 'plain', []],
    ['the owner of a restricted one', awa, 'hidden', which('hidden')],
    ['not the team of a restricted one', bruno, 'hidden', []],
    ['not the lead of another team, when it is restricted', lead, 'hidden', []],
    ['a manager, who may open a restricted one by saying why', manager, 'hidden', which('hidden')],
    ['the privacy officer, when it is restricted', privacy, 'hidden', which('hidden')],
    ['nobody of a case that is not there', manager, 'unknown', []],
  ])('%s', (_, reader, caseId, nudges) => expect(hears(reader, 'case.changed', changed(caseId))).toEqual(nudges));

  it('whoever had it until now, and their team, without being told which', () => {
    const moved = (caseId: string) => ({ ...changed(caseId), formerOwnerId: 'sud', formerTeamId: 'south' });
    const neighbour = person('neighbour', ['caseworker'], 'south');
    expect([southerner, neighbour, awa].map((reader) => hears(reader, 'case.assigned', moved('plain')))).toEqual([[{ topic: 'cases' }], [{ topic: 'cases' }], which('plain')]);
    expect([southerner, neighbour, awa].map((reader) => hears(reader, 'case.assigned', moved('hidden')))).toEqual([[{ topic: 'cases' }], [], which('hidden')]);
  });

  it('the team, when a case becomes hidden from them, without being told which', () => {
    const hidden = { caseId: 'hidden', teamId: 'north', ownerId: 'awa', restricted: true };
    expect([bruno, southerner, awa].map((reader) => hears(reader, 'case.restricted', hidden))).toEqual([[{ topic: 'cases' }], [], which('hidden')]);
  });

  it('judged by whose it is now, since not every fact says so', () => {
    expect(hears(awa, 'attempt.failed', { caseId: 'plain', attemptId: 'a' })).toEqual([{ topic: 'follow-ups', caseId: 'plain' }]);
    expect(hears(southerner, 'attempt.failed', { caseId: 'plain', teamId: 'south', ownerId: 'sud' })).toEqual([]);
  });
});

describe('Who hears of an answer', () => {
  const accepted = { caseId: 'plain', referralId: 'referral', offerId: 'offer', teamId: 'north', ownerId: 'awa', organisationId: 'maison' };

  it('the office, with the case and the referral', () => expect(hears(awa, 'offer.accepted', accepted)).toEqual([{ topic: 'referrals', caseId: 'plain', referralId: 'referral' }]));
  it('the organisation itself, without either', () => expect(hears(member, 'offer.accepted', accepted)).toEqual([{ topic: 'referrals' }]));
  it('no other organisation', () => expect(hears(person('other', ['coordinator'], null, 'halte'), 'offer.accepted', accepted)).toEqual([]));
  it('the organisation, when what was shared is closed to it', () => expect(hears(member, 'consent.lapsed', accepted)).toEqual([{ topic: 'referrals' }]));
  it.each(['review.opened', 'outcome.told'])('no organisation of what is said about it: %s', (type) => {
    expect([hears(member, type, accepted), hears(awa, type, accepted)]).toEqual([[], [{ topic: 'referrals', caseId: 'plain', referralId: 'referral' }]]);
  });
  it('no organisation of a fact about a case, even one that names it', () => expect(hears(member, 'case.changed', accepted)).toEqual([]));
});

describe('Who hears of the rest', () => {
  it.each([
    ['one’s own notices', awa, 'notices.changed', { personId: 'awa' }, [{ topic: 'notices' }]],
    ['not another’s notices', bruno, 'notices.changed', { personId: 'awa' }, []],
    ['the network, for the office', administrator, 'places.told', { organisationId: 'maison', serviceId: 's' }, [{ topic: 'network' }]],
    ['an organisation’s own listing, for its people', member, 'service.changed', { organisationId: 'maison', serviceId: 's' }, [{ topic: 'network' }]],
    ['not another organisation’s listing', member, 'service.changed', { organisationId: 'halte', serviceId: 's' }, []],
    ['a list that one’s team brought', awa, 'arrival-list.loaded', { importId: 'i', teamId: 'north', uploadedBy: 'bruno' }, [{ topic: 'arrivals' }]],
    ['not a list of another team', southerner, 'arrival-list.loaded', { importId: 'i', teamId: 'north', uploadedBy: 'bruno' }, []],
    ['a hand-over, for the office', bruno, 'cases.handed-over', { fromId: 'awa', count: 12 }, [{ topic: 'cases' }]],
    ['nothing of the office’s, for an organisation', member, 'continuity.broken', { caseIds: ['plain'], forgotten: 1, healed: 0 }, []],
    ['nothing of what no page shows', manager, 'echo.heard', { caseId: 'plain' }, []],
  ])('%s', (_, reader, type, payload, nudges) => expect(hears(reader, type, payload)).toEqual(nudges));
});

describe('What is said at once', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ type: 'checkpoint.done', payload: { caseId: `case-${i}` } }));
  const known = new Map(many(MOST_NUDGES + 1).map(({ payload: { caseId } }) => [caseId, { ownerId: 'awa', teamId: 'north', restricted: false }]));

  it('each thing once, however much happened to it', () => {
    const twice = [...many(1), ...many(1), { type: 'checkpoint.moved', payload: { caseId: 'case-0' } }];
    expect(nudgesFor(awa, twice, known)).toEqual([{ topic: 'follow-ups', caseId: 'case-0' }]);
    expect(casesIn(twice)).toEqual(['case-0']);
  });

  it('the kinds alone, when a whole list changed', () => {
    expect(nudgesFor(awa, many(MOST_NUDGES), known)).toHaveLength(MOST_NUDGES);
    expect(nudgesFor(awa, many(MOST_NUDGES + 1), known)).toEqual([{ topic: 'follow-ups' }]);
  });
});
