import { describe, expect, it } from '@jest/globals';
import { mayBringIn, mayBringInFor, mayWorkOnList, teamInSight } from './arrivals.policy.js';

const by = (roles: string[], teamId: string | null = 'centre', organisationId: string | null = null) => ({ roles, teamId, organisationId });

describe('who may bring households in', () => {
  it.each([
    [['caseworker'], true], [['team_lead'], true], [['manager'], true], [['privacy_officer'], false], [['administrator'], false],
  ])('%j: %s', (roles, allowed) => {
    expect(mayBringIn(by(roles))).toBe(allowed);
  });

  it('is for one’s own team, and for every team as a manager', () => {
    expect(mayBringInFor(by(['caseworker']), 'nord')).toBe(false);
    expect(mayBringInFor(by(['caseworker']), 'centre')).toBe(true);
    expect(mayBringInFor(by(['manager'], null), 'nord')).toBe(true);
    expect(teamInSight(by(['manager'], null))).toBeNull();
    expect(teamInSight(by(['caseworker']))).toBe('centre');
  });

  it('is never an organisation’s, and a list loads itself', () => {
    expect(mayBringIn(by(['caseworker'], 'centre', 'org'))).toBe(false);
    expect(mayWorkOnList({ kind: 'engine', name: 'arrival-list' }, { teamId: 'nord' })).toBe(true);
  });
});
