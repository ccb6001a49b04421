import { describe, expect, it } from '@jest/globals';
import { engine, type PersonActor } from '../../libs/transaction/actor.js';
import { ACTS, answerFor, may, RELATIONS, relationOf, visibleSql, visibleTo, visibleValues, VISIBLE_VALUES, type Act, type Answer, type Relation } from './cases.policy.js';

const person = (roles: string[], over: Partial<PersonActor> = {}): PersonActor =>
  ({ kind: 'person', personId: 'me', roles, teamId: 'ours', organisationId: null, ...over });
const file = (relation: Relation, restricted = false) => ({ ownerId: relation === 'own' ? 'me' : 'them', teamId: relation === 'other' ? 'theirs' : 'ours', restricted });

/** One line a role: own, own restricted, team's, team's restricted, other, other restricted. y yes, r with a reason, - no. */
const GRID: Record<string, Record<Act, string>> = {
  caseworker: {
    glimpse: 'yyy-y-', read: 'yyy---', edit: 'yyy---', reassign: 'yyy---', restrict: 'yyy---', lift_restriction: '------',
    close_unreached: '------', read_consents: 'yyy---', withdraw_consent: 'yyy---', read_audit: '------',
  },
  team_lead: {
    glimpse: 'yyyyy-', read: 'yyyyy-', edit: 'yyyy--', reassign: 'yyyy--', restrict: 'yyyy--', lift_restriction: 'yyyy--',
    close_unreached: 'yyyy--', read_consents: 'yyyyy-', withdraw_consent: 'yyyy--', read_audit: 'yyyy--',
  },
  manager: {
    glimpse: 'yryryr', read: 'yryryr', edit: '------', reassign: 'yryryr', restrict: '------', lift_restriction: '------',
    close_unreached: 'yryryr', read_consents: 'yryryr', withdraw_consent: '------', read_audit: '------',
  },
  privacy_officer: {
    glimpse: 'yyyyyy', read: '-y-y-y', edit: '------', reassign: '------', restrict: '------', lift_restriction: '-y-y-y',
    close_unreached: '------', read_consents: 'yyyyyy', withdraw_consent: 'yyyyyy', read_audit: 'yyyyyy',
  },
  administrator: nothing(),
  coordinator: nothing(),
  member: nothing(),
};

function nothing(): Record<Act, string> {
  return Object.fromEntries(ACTS.map((act) => [act, '------'])) as Record<Act, string>;
}

const situations = RELATIONS.flatMap((relation) => [false, true].map((restricted) => ({ relation, restricted })));
const LETTER: Record<Answer, string> = { yes: 'y', with_reason: 'r', no: '-' };

describe('who may do what with a case', () => {
  const cells = Object.entries(GRID).flatMap(([role, acts]) => ACTS.map((act) => ({ role, act, expected: acts[act] })));

  it.each(cells)('a $role who wants to $act: $expected', ({ role, act, expected }) => {
    const answers = situations.map(({ relation, restricted }) => LETTER[may(person([role]), act, file(relation, restricted))]);
    expect(answers.join('')).toBe(expected);
  });

  it('adds up the roles of a person who holds several', () => {
    for (const [one, a] of Object.entries(GRID)) {
      for (const [other, b] of Object.entries(GRID)) {
        for (const act of ACTS) {
          const union = situations.map((_, i) => ['y', 'r', '-'].find((letter) => a[act][i] === letter || b[act][i] === letter)).join('');
          const both = situations.map((situation) => LETTER[answerFor([one, other], { act, ...situation })]).join('');
          expect(both).toBe(union);
        }
      }
    }
  });

  it('knows a case as mine before it is my team’s, and nobody’s team is not a team', () => {
    expect(relationOf(person([]), { ownerId: 'me', teamId: 'theirs' })).toBe('own');
    expect(relationOf(person([]), { ownerId: null, teamId: 'ours' })).toBe('team');
    expect(relationOf(person([], { teamId: null }), { ownerId: 'them', teamId: 'ours' })).toBe('other');
  });

  it('shows nothing to an organisation’s people, whatever else they are called', () => {
    expect(may(person(['caseworker', 'coordinator'], { organisationId: 'org' }), 'glimpse', file('own'))).toBe('no');
    expect(visibleValues(person(['caseworker'], { organisationId: 'org' })).slice(2)).not.toContain(true);
  });

  it('lets Passerelle itself do what its rules say', () => {
    for (const act of ACTS) expect(may(engine('alarm-clock'), act, file('other', true))).toBe('yes');
  });
});

describe('the lists', () => {
  it.each(Object.keys(GRID))('of a %s hold exactly what they may see', (role) => {
    for (const act of ACTS) {
      const cells = visibleValues(person([role]), act).slice(2);
      expect(cells.map((cell) => (cell ? 'y' : '-')).join('')).toBe(GRID[role]?.[act].replaceAll('r', '-'));
      const withReason = visibleValues(person([role]), act, { withReason: true }).slice(2);
      expect(withReason.map((cell) => (cell ? 'y' : '-')).join('')).toBe(GRID[role]?.[act].replaceAll('r', 'y'));
    }
  });

  it('are cut by one condition whose text is always the same', () => {
    const { sql, values } = visibleTo(person(['caseworker']), 'glimpse', { alias: 'f', from: 3 });
    expect(sql).toBe(visibleSql('f', 3));
    expect(values).toHaveLength(VISIBLE_VALUES);
    expect([...sql.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)).sort((a, b) => a - b)[0]).toBe(3);
    expect(Math.max(...[...sql.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)))).toBe(10);
  });
});
