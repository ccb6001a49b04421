import { statement, type Statement } from '../../libs/sql/sql.js';
import type { List, Scope } from './worklist.rules.js';
import { referralsOfDay } from './referrals/lists.sql.js';
import { CLOCK, countSql, NOW, OWNED_ROW, where } from './worklist.sql.js';

/** How many rows of each list a day begins with; the rest is one link away. */
export const FIRST_ROWS = { urgent: 10, today: 15, side: 6 } as const;

/** The lists a day is made of. */
const COUNTED: readonly List[] = ['all', 'escalated', 'overdue', 'today', 'coming', 'unreached', 'unassigned', 'silent'];

/** A row as the day shows it: with how the next step is made, and what has been tried. */
const DAY_ROW = `${OWNED_ROW}, c.interpreter, c.registered_at as "registeredAt", k.channel, k.attempts, k.looked_at as "lookedAt", k.step`;

const rowsOf = (list: List, scope: Scope, order: string, most: number, narrowed = ''): string => `(select coalesce(json_agg(r), '[]') from (
  select ${DAY_ROW} from desk_cases c left join desk_people o on o.id = c.owner_id left join desk_checkpoints k on k.id = c.next_checkpoint_id
  where ${where(list, { scope, filtered: false })} ${narrowed} order by ${order} limit ${most}) r)`;

/** Whose day it is: one's own, the team's or the office's; whose of today's work is shown; and where cases without an owner are looked for. */
export interface DayQuestion {
  readonly scope: Scope;
  readonly today: Scope;
  readonly unassigned: Exclude<Scope, 'mine'>;
}

/**
 * A whole day in one statement: the counts and the first rows of what they count. Whoever oversees others sees what was escalated first, and then the rest of what is late. 
 * $1 the office's zone, $2–$9 who looks.
 */
export function dayStatement({ scope, today, unassigned }: DayQuestion): Statement {
  const due = 'c.next_due_at, c.id';
  const scopeOf = (list: List): Scope => (list === 'unassigned' ? unassigned : list === 'today' ? today : scope);
  return statement(`desk.day.${scope}.${today}.${unassigned}`, `
  with ${CLOCK}
  select ${NOW} as at, json_build_object('at', ${NOW}, 'scope', '${scope}',
    'counts', json_build_object(${COUNTED.map((list) => `'${list}', ${countSql(list, { scope: scopeOf(list), filtered: false })}`).join(', ')}),
    'escalated', ${rowsOf('escalated', scope, due, FIRST_ROWS.urgent)},
    'overdue', ${rowsOf('overdue', scope, due, FIRST_ROWS.urgent, scope === 'mine' ? '' : 'and k.step <= 1')},
    'today', ${rowsOf('today', today, due, FIRST_ROWS.today)},
    'unreached', ${rowsOf('unreached', scope, 'c.unreached_since, c.id', FIRST_ROWS.side)},
    'unassigned', ${rowsOf('unassigned', unassigned, 'c.registered_at, c.id', FIRST_ROWS.side)},
    'referrals', ${referralsOfDay(scope, FIRST_ROWS.side)},
    'continuity', (select json_build_object('forgotten', forgotten,
      'lookedAt', office_from + (looked_at - real_from) * speed) from continuity_looks, office_clock))::text as day`);
}

/** How the next steps of some cases are made, and what has been tried. $1 the checkpoints. */
export const STEPS_OF = statement('desk.steps', `
  select k.id, k.channel, k.attempts, k.looked_at as "lookedAt", k.step, c.interpreter
  from desk_checkpoints k join desk_cases c on c.id = k.case_id where k.id = any($1::uuid[])`);

/** How much each person of a team carries. $1 the team. */
export const LOAD_OF_TEAM = statement('desk.load.team', `
  with clock as materialized (select office_now() as now)
  select p.id, p.name, load.open, load.late from desk_people p left join lateral (
    select count(*)::int as open, (count(*) filter (where c.next_due_at < ${NOW}))::int as late
    from desk_cases c where c.owner_id = p.id and c.state <> 'closed') load on true
  where p.team_id = $1::uuid and p.active and p.roles && array['caseworker', 'team_lead'] order by p.name, p.id`);

/** How much each team carries. */
export const LOAD_OF_TEAMS = statement('desk.load.teams', `
  with clock as materialized (select office_now() as now)
  select t.id, t.name, load.open, load.late from desk_teams t left join lateral (
    select count(*)::int as open, (count(*) filter (where c.next_due_at < ${NOW}))::int as late
    from desk_cases c where c.team_id = t.id and c.state <> 'closed') load on true
  order by t.name, t.id`);
