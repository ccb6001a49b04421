import { describe, expect, it } from '@jest/globals';
import {
  isOfOffice, mayKeepMembers, mayKeepRoster, mayMakeToken, mayManagePeople, mayManageTeams, mayReadOutbox, mayRevokeToken, maySeeDuties, maySeeMembers, maySeePerson, peopleInSight,
} from './accounts.policy.js';
import { ROLES, type Role } from './roles.rules.js';

const me = (...roles: Role[]) => ({ personId: 'me', roles, teamId: 'north', organisationId: roles.some((role) => role === 'coordinator' || role === 'member') ? 'theirs' : null });
const colleague = { id: 'colleague', teamId: 'north', organisationId: null };
const stranger = { id: 'stranger', teamId: 'south', organisationId: null };

const ACTS = {
  'invite and change people': mayManagePeople,
  'make teams': mayManageTeams,
  'see a colleague of the team': (by) => maySeePerson(by, colleague),
  'see a person of another team': (by) => maySeePerson(by, stranger),
  'see themselves': (by) => maySeePerson(by, { id: 'me', teamId: null, organisationId: null }),
  'see who is on duty': maySeeDuties,
  'keep their team’s roster': (by) => mayKeepRoster(by, 'north'),
  'keep another team’s roster': (by) => mayKeepRoster(by, 'south'),
  'keep the office’s roster': (by) => mayKeepRoster(by, null),
  'see who acts for an organisation': (by) => maySeeMembers(by, 'theirs'),
  'see who acts for another organisation': (by) => maySeeMembers(by, 'other'),
  'keep the people of an organisation': (by) => mayKeepMembers(by, 'theirs'),
  'keep the people of another organisation': (by) => mayKeepMembers(by, 'other'),
  'make an API token': mayMakeToken,
  'revoke their own token': (by) => mayRevokeToken(by, 'me'),
  'revoke somebody’s token': (by) => mayRevokeToken(by, 'stranger'),
  'read the demo’s outbox': mayReadOutbox,
} satisfies Record<string, (by: ReturnType<typeof me>) => boolean>;

const GRID: Record<Role, (keyof typeof ACTS)[]> = {
  caseworker: ['see a colleague of the team', 'see themselves', 'see who is on duty', 'see who acts for an organisation', 'see who acts for another organisation', 'revoke their own token'],
  team_lead: [
    'see a colleague of the team', 'see themselves', 'see who is on duty', 'keep their team’s roster', 'see who acts for an organisation', 'see who acts for another organisation',
    'revoke their own token',
  ],
  manager: [
    'see a colleague of the team', 'see a person of another team', 'see themselves', 'see who is on duty', 'keep their team’s roster',
    'keep another team’s roster', 'keep the office’s roster', 'see who acts for an organisation', 'see who acts for another organisation', 'keep the people of an organisation', 'keep the people of another organisation',
    'make an API token', 'revoke their own token',
  ],
  privacy_officer: ['see a colleague of the team', 'see a person of another team', 'see themselves', 'see who is on duty', 'see who acts for an organisation', 'see who acts for another organisation', 'revoke their own token'],
  administrator: Object.keys(ACTS) as (keyof typeof ACTS)[],
  coordinator: ['see themselves', 'see who acts for an organisation', 'keep the people of an organisation', 'revoke their own token'],
  member: ['see themselves', 'revoke their own token'],
};

describe('With accounts', () => {
  it.each(ROLES.map((role) => [role, GRID[role]] as const))('a %s may only: %j', (role, allowed) => {
    const may = Object.entries(ACTS).filter(([, act]) => act(me(role))).map(([name]) => name);
    expect(may).toEqual(Object.keys(ACTS).filter((name) => allowed.includes(name as keyof typeof ACTS)));
  });

  it('somebody with several roles may do what any of them may', () => {
    expect(mayManagePeople(me('caseworker', 'administrator'))).toBe(true);
    expect(mayKeepRoster(me('caseworker', 'manager'), 'south')).toBe(true);
  });

  it('somebody with no role may see only themselves', () => {
    expect(Object.entries(ACTS).filter(([, act]) => act(me())).map(([name]) => name)).toEqual(['see themselves', 'revoke their own token']);
    expect(isOfOffice(me('member'))).toBe(false);
  });

  it('the SQL twin sees exactly whom the sentence sees', () => {
    for (const role of ROLES) {
      for (const person of [colleague, stranger, { id: 'homeless', teamId: null, organisationId: null }]) {
        const sight = peopleInSight(me(role));
        expect(sight.all || (sight.teamId !== null && sight.teamId === person.teamId)).toBe(maySeePerson(me(role), person));
      }
    }
  });
});
