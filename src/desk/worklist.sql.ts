import { statement, type Statement } from '../../libs/sql/sql.js';
import { visibleSql, VISIBLE_VALUES } from '../cases/cases.door.js';
import type { WorkRow } from './rows.js';
import { COMING_DAYS, LISTS, orderOf, SILENT_DAYS, type List, type Order, type Scope, type Sort } from './worklist.rules.js';

/** The question a list answers: whose, which, in which order, narrowed or not, from the start or further on. */
export interface ListQuestion {
  readonly scope: Scope;
  readonly list: List;
  readonly sort: Sort;
  readonly filtered: boolean;
  readonly further: boolean;
}

/** The office's present and the end of its day, read once a statement. $1 the office's zone. */
export const CLOCK = `clock as materialized (
  select now, (date_trunc('day', now at time zone $1::text) + interval '1 day') at time zone $1::text as day_end from (select office_now() as now) as present)`;
export const NOW = '(select now from clock)';
const DAY_END = '(select day_end from clock)';

/** Which cases are in a list: the one condition that the list, its count and its tab share. */
const IN_LIST: Readonly<Record<List, string>> = {
  all: `c.state <> 'closed'`,
  overdue: `c.state <> 'closed' and c.next_due_at < ${NOW}`,
  today: `c.state <> 'closed' and c.next_due_at >= ${NOW} and c.next_due_at < ${DAY_END}`,
  coming: `c.state <> 'closed' and c.next_due_at >= ${DAY_END} and c.next_due_at < ${DAY_END} + interval '${COMING_DAYS} days'`,
  unreached: `c.state <> 'closed' and c.unreached_since is not null`,
  unassigned: `c.state <> 'closed' and c.assigned_at is null`,
  escalated: `c.state <> 'closed' and exists (select from desk_checkpoints k where k.case_id = c.id and k.state = 'scheduled' and k.step > 1)`,
  silent: `c.state = 'open' and coalesce(c.last_contact_at, c.registered_at) < ${NOW} - interval '${SILENT_DAYS} days'`,
  closed: `c.state = 'closed'`,
};

/** $2… whose: for one's own cases only who one is, so that the page is read from the index alone. */
export const WHOSE: Readonly<Record<Scope, string>> = {
  mine: 'c.owner_id = $2::uuid',
  team: `c.team_id = $3::uuid and ${visibleSql('c', 2)}`,
  all: visibleSql('c', 2),
};
/** How many parameters say whose. */
export const WHOSE_VALUES: Readonly<Record<Scope, number>> = { mine: 1, team: VISIBLE_VALUES, all: VISIBLE_VALUES };

/** The coded filters: any of several values each; null lets everything through. */
export const FILTERS = ['tiers', 'languages', 'boroughs', 'codes', 'states', 'owners'] as const;
const filtersFrom = (n: number): string => `
  and ($${n}::text[] is null or c.tier = any($${n})) and ($${n + 1}::text[] is null or c.language = any($${n + 1}))
  and ($${n + 2}::text[] is null or c.borough = any($${n + 2})) and ($${n + 3}::text[] is null or c.next_code = any($${n + 3}))
  and ($${n + 4}::text[] is null or c.state = any($${n + 4})) and ($${n + 5}::uuid[] is null or c.owner_id = any($${n + 5}))`;

/** The first parameter after the zone, whose, and the filters. */
const restFrom = ({ scope, filtered }: Pick<ListQuestion, 'scope' | 'filtered'>): number => 2 + WHOSE_VALUES[scope] + (filtered ? FILTERS.length : 0);

/** The condition of a list, of its count and of its tab. */
export const where = (list: List, { scope, filtered }: Pick<ListQuestion, 'scope' | 'filtered'>): string =>
  `${IN_LIST[list]} and ${WHOSE[scope]}${filtered ? filtersFrom(2 + WHOSE_VALUES[scope]) : ''}`;

const ROW = `c.id, c.number, c.state, c.tier, c.lead_name as "leadName", c.size, c.language, c.arrival_on as "arrivalOn",
  c.planned_arrival_on as "plannedArrivalOn", c.unreached_since as "unreachedSince", c.next_checkpoint_id as "nextCheckpointId",
  c.next_code as "nextCode", c.next_due_at as "nextDueAt"`;
/** A row with its owner's name. */
export const OWNED_ROW = `${ROW}, c.owner_id as "ownerId", o.name as "ownerName", c.team_id as "teamId", c.restricted`;
const CLOSED_ROW = `${OWNED_ROW}, c.closed_at as "closedAt", c.close_reason as "closeReason"`;

/** One's own list needs no names of owners; and only it can be read from the index alone. */
const shapeOf = (list: List, scope: Scope): { row: string; join: string } => {
  const owner = 'left join desk_people o on o.id = c.owner_id';
  if (list === 'closed') return { row: CLOSED_ROW, join: owner };
  return scope === 'mine' ? { row: ROW, join: '' } : { row: OWNED_ROW, join: owner };
};

/** The key of a row, as its item says it. */
const KEY: Readonly<Record<Order['column'], (row: WorkRow) => string | null>> = {
  next_due_at: (row) => row.nextDueAt, lead_name: (row) => row.leadName, comes_on: (row) => row.arrivalOn ?? row.plannedArrivalOn, closed_at: (row) => row.closedAt ?? null,
};

/**
 * A page of a list as JSON, with one row too many, to know whether there is more. $n how many; and further on in the list
 * $n+1 and $n+2, the keys of the last row read.
 */
export function listStatement(question: ListQuestion): Statement {
  const { scope, list, sort, filtered, further } = question;
  const name = `desk.list.${scope}.${list}.${sort}${filtered ? '.filtered' : ''}${further ? '.further' : ''}`;
  return LIST_STATEMENTS.get(name) ?? keep(LIST_STATEMENTS, name, statement(name, listSql(question)));
}

const LIST_STATEMENTS = new Map<string, Statement>();

function keep<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

function listSql(question: ListQuestion): string {
  const { scope, list, sort, further } = question;
  const { column, type, down } = orderOf(list, sort);
  const n = restFrom(question);
  const direction = down ? 'desc' : 'asc';
  const { row, join } = shapeOf(list, scope);
  // Asked for once only, the present is read where it is told.
  const clock = IN_LIST[list].includes('from clock') ? CLOCK : CLOCK.replace(' materialized', '');
  return `
  with ${clock} select ${NOW} as at, coalesce(json_agg(r), '[]')::text as items from (
    select ${row} from desk_cases c ${join}
    where ${where(list, question)}${further ? ` and (c.${column}, c.id) ${down ? '<' : '>'} ($${n + 1}::${type}, $${n + 2}::uuid)` : ''}
    order by c.${column} ${direction}, c.id ${direction} limit $${n}::int + 1) as r`;
}

/** How Postgres sets the items of a list apart; a break of line cannot stand within one. */
const BETWEEN = ', \n ';

/** Takes the row too many off a page as Postgres wrote it, and says by which keys the page that follows begins; null when nothing follows. */
export function cutPage(items: string, limit: number, order: Order): { readonly items: string; readonly next: readonly (string | null)[] | null } {
  let [count, end, before] = [1, -1, 0];
  for (let at = items.indexOf(BETWEEN); at >= 0 && count < limit + 1; at = items.indexOf(BETWEEN, at + 1)) {
    [count, before, end] = [count + 1, end, at];
  }
  if (count <= limit) return { items, next: null };
  const last = JSON.parse(items.slice(before < 0 ? 1 : before + BETWEEN.length, end)) as WorkRow;
  return { items: `${items.slice(0, end)}]`, next: [KEY[order.column](last), last.id] };
}

/** Whose cases a statement without filters asks for, as its parameters after the zone. */
export const whoseValues = (scope: Scope, values: readonly unknown[]): readonly unknown[] => values.slice(0, WHOSE_VALUES[scope]);

/** Lists that are a stretch of time are counted along the index of due times, or the planner would hope to meet them by chance. */
const ALONG_DUE: readonly List[] = ['overdue', 'today', 'coming'];

/** How many are in a list, no further than a thousand and one. */
export const countSql = (list: List, question: Pick<ListQuestion, 'scope' | 'filtered'>): string =>
  `(select count(*) from (select from desk_cases c where ${where(list, question)}${ALONG_DUE.includes(list) ? ' order by c.next_due_at, c.id' : ''} limit 1001) as counted)`;

/** How many are in each list, no further than a thousand and one, so that the tabs cannot disagree with what they open. */
export function countsStatement(question: Pick<ListQuestion, 'scope' | 'filtered'>): Statement {
  const count = (list: List): string => `'${list}', ${countSql(list, question)}`;
  return statement(`desk.counts.${question.scope}${question.filtered ? '.filtered' : ''}`, `
  with ${CLOCK} select ${NOW} as at, json_build_object(${LISTS.map(count).join(', ')}) as counts`);
}
