import { describe, expect, it } from '@jest/globals';
import { engine, type PersonActor } from '../../libs/transaction/actor.js';
import { handsOn, mayExplain, mayHandOver, type Holding } from './follow-ups.policy.js';

const person = (personId: string, roles: string[], teamId: string | null = 'north', organisationId: string | null = null): PersonActor =>
  ({ kind: 'person', personId, roles, teamId, organisationId });
const holding = (more: Partial<Holding> = {}): Holding =>
  ({ teamId: 'north', ownerId: 'anna', tier: 'P3', restricted: false, coverId: null, onDutyId: null, ...more });

describe('who acts on a checkpoint', () => {
  it('lets the owner do all that an owner does', () => {
    expect(handsOn(person('anna', ['caseworker']), holding())).toEqual(['owner', 'cover']);
  });

  it('lets a colleague keep the promise, but not move or waive it', () => {
    expect(handsOn(person('bao', ['caseworker']), holding())).toEqual(['cover']);
  });

  it('lets whoever may keep a promise, and the lead, say why it was broken; nobody else', () => {
    const explains = (by: PersonActor, more: Partial<Holding> = {}) => mayExplain(handsOn(by, holding(more)));
    expect([person('anna', ['caseworker']), person('bao', ['caseworker']), person('lia', ['team_lead'])].map((by) => explains(by))).toEqual([true, true, true]);
    expect(explains(person('carla', ['caseworker'], 'south'), { coverId: 'carla' })).toBe(true);
    expect([person('carla', ['caseworker'], 'south'), person('dir', ['manager'], null), person('org', ['caseworker'], null, 'partner')].map((by) => explains(by))).toEqual([false, false, false]);
  });

  it('keeps colleagues away from a restricted case, not its owner, cover or lead', () => {
    const restricted = holding({ restricted: true, coverId: 'carla' });
    expect(handsOn(person('bao', ['caseworker']), restricted)).toEqual([]);
    expect(handsOn(person('anna', ['caseworker']), restricted)).toContain('owner');
    expect(handsOn(person('carla', ['caseworker'], 'south'), restricted)).toContain('owner');
    expect(handsOn(person('lia', ['team_lead']), restricted)).toContain('team_lead');
  });

  it('lets whoever covers the owner act as they would, from any team', () => {
    expect(handsOn(person('carla', ['caseworker'], 'south'), holding({ coverId: 'carla' }))).toEqual(['owner', 'cover']);
  });

  it('lets whoever is on duty act on urgent cases only', () => {
    const dora = person('dora', ['caseworker'], 'south');
    expect(handsOn(dora, holding({ tier: 'P1', onDutyId: 'dora' }))).toEqual(['owner', 'cover']);
    expect(handsOn(dora, holding({ tier: 'P2', onDutyId: 'dora' }))).toEqual([]);
  });

  it('lets the lead of the team do everything, of another team nothing', () => {
    expect(handsOn(person('lia', ['team_lead']), holding())).toEqual(['team_lead', 'owner', 'cover']);
    expect(handsOn(person('lia', ['team_lead'], 'south'), holding())).toEqual([]);
  });

  it.each([['manager'], ['privacy_officer'], ['administrator']])('gives a %s nothing to do with checkpoints', (role) => {
    expect(handsOn(person('max', [role]), holding())).toEqual([]);
  });

  it('never lets an organisation in, whoever they say they are', () => {
    expect(handsOn(person('anna', ['caseworker'], 'north', 'org'), holding())).toEqual([]);
    expect(mayHandOver(person('anna', ['manager'], null, 'org'), 'north')).toBe(false);
  });

  it('lets Passerelle do what its rules tell it to', () => {
    expect(handsOn(engine('alarm'), holding())).toContain('engine');
  });
});

describe('who may hand cases over', () => {
  it('is the team’s lead, or a manager', () => {
    expect(mayHandOver(person('lia', ['team_lead']), 'north')).toBe(true);
    expect(mayHandOver(person('lia', ['team_lead'], 'south'), 'north')).toBe(false);
    expect(mayHandOver(person('max', ['manager'], null), 'north')).toBe(true);
    expect(mayHandOver(person('anna', ['caseworker']), 'north')).toBe(false);
  });
});
