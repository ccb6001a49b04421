import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import { changed, row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { ReadList } from './listed.js';
import type { RemarkedHousehold } from './listed-household.rules.js';

/** Where a list stands. */
export type ListState = 'previewed' | 'waiting' | 'running' | 'done' | 'discarded';

/** A list as its deeds see it. */
export interface ListRow {
  readonly id: string;
  readonly fileName: string;
  readonly teamId: string;
  readonly uploadedBy: string;
  readonly state: ListState;
  readonly households: number;
  readonly version: number;
}

/** A household whose turn it is. */
export interface WaitingHousehold {
  readonly position: number;
  readonly household: RemarkedHousehold;
}

/** What became of a household. */
export interface SettledHousehold {
  readonly position: number;
  readonly state: 'loaded' | 'repeat' | 'rejected';
  readonly caseId: string | null;
  readonly problem: string | null;
}

const COLUMNS = 'id, file_name as "fileName", team_id as "teamId", uploaded_by as "uploadedBy", state, households, version';
const ADD = statement('lists.add', `
  insert into arrival_imports (id, file_name, digest, recognised, headings, faults, team_id, uploaded_by, uploaded_at, state, households)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'previewed', $10)`);
const ADD_HOUSEHOLDS = statement('lists.add-households', `
  insert into arrival_import_households (import_id, position, notice_number, household, state)
  select $1, $2 + n - 1, h ->> 'noticeNumber', h, 'waiting' from jsonb_array_elements($3::jsonb) with ordinality as given (h, n)`);
const ADD_ROWS = statement('lists.add-rows', `
  insert into arrival_import_rows (import_id, line, verdict, problems, record)
  select $1, line, outcome, problems, jsonb_build_object('cells', cells, 'household', household, 'newcomer', newcomer)
  from jsonb_to_recordset($2::jsonb) as r (line int, outcome text, problems jsonb, cells jsonb, household text, newcomer text)`);
const LOCK = statement('lists.lock', `select ${COLUMNS} from arrival_imports where id = $1 for update`);
const MOVE = statement('lists.move', 'update arrival_imports set state = $2, heartbeat_at = clock_timestamp() where id = $1 returning version');
const FORGET = statement('lists.forget', `
  with rows_gone as (delete from arrival_import_rows where import_id = $1), households_gone as (delete from arrival_import_households where import_id = $1)
  update arrival_imports set state = 'discarded', finished_at = $2 where id = $1 returning version`);
// One batch at a time over all lists and workers: two lists that name the same people never race for them.
const TAKE_TURN = statement('lists.take-turn', `select pg_advisory_xact_lock(hashtext('passerelle.arrival-lists'))`);
const BEGIN = statement('lists.begin', `
  update arrival_imports set state = 'running', heartbeat_at = clock_timestamp() where id = $1 and state in ('waiting', 'running') returning ${COLUMNS}`);
const CLAIM = statement('lists.claim', `
  select position, household from arrival_import_households where import_id = $1 and state = 'waiting' order by position limit $2 for update skip locked`);
const SETTLE = statement('lists.settle', `
  with settled as (
    update arrival_import_households h set state = s.state, case_id = s.case_id, problem = s.problem
    from unnest($2::int[], $3::text[], $4::uuid[], $5::text[]) as s (position, state, case_id, problem)
    where h.import_id = $1 and h.position = s.position)
  update arrival_imports set households_done = households_done + cardinality($2::int[]), heartbeat_at = clock_timestamp() where id = $1`);
const FINISH = statement('lists.finish', `
  update arrival_imports i set state = 'done', finished_at = $2 where id = $1 and state = 'running'
    and not exists (select from arrival_import_households h where h.import_id = i.id and h.state = 'waiting')
  returning (select json_object_agg(h.state, h.n) from (select state, count(*) as n from arrival_import_households where import_id = i.id group by state) h) as counts`);
const UNFINISHED = statement('lists.unfinished', `
  select id from arrival_imports where state = 'waiting' or (state = 'running' and heartbeat_at < clock_timestamp() - make_interval(secs => $1)) order by uploaded_at limit 100`);
const KNOWN = statement('lists.known', `
  select 'newcomer' as what, fingerprint as key, case_id as "caseId" from known_newcomers where fingerprint = any($1::text[])
  union all select 'notice', notice_number, case_id from known_notices where notice_number = any($2::text[])`);

/** How many rows travel in one statement. */
const AT_ONCE = 2_000;

/** A list with its rows and households, kept until it is loaded or discarded. */
@Injectable()
export class ListsStore {
  async add(tx: Tx, list: { readonly id: string; readonly fileName: string; readonly digest: string; readonly teamId: string; readonly by: string }, read: ReadList, households: readonly RemarkedHousehold[]): Promise<void> {
    await changed(tx, ADD, [
      list.id, list.fileName, list.digest, JSON.stringify(read.recognised), JSON.stringify(read.headings), JSON.stringify(read.fileFaults), list.teamId, list.by, tx.at, households.length,
    ]);
    for (let from = 0; from < households.length; from += AT_ONCE) await changed(tx, ADD_HOUSEHOLDS, [list.id, from, JSON.stringify(households.slice(from, from + AT_ONCE))]);
    for (let from = 0; from < read.rows.length; from += AT_ONCE) await changed(tx, ADD_ROWS, [list.id, JSON.stringify(read.rows.slice(from, from + AT_ONCE))]);
  }

  /** @throws NotFound */
  async lock(tx: Tx, id: string): Promise<ListRow> {
    const found = await row<ListRow>(tx, LOCK, [id]);
    if (!found) throw new NotFound();
    return found;
  }

  async setWaiting(tx: Tx, id: string): Promise<number> {
    return (await row<{ version: number }>(tx, MOVE, [id, 'waiting']))?.version ?? 0;
  }

  /** Nothing of what the file said is kept; that there was one is. */
  async forget(tx: Tx, id: string): Promise<number> {
    return (await row<{ version: number }>(tx, FORGET, [id, tx.at]))?.version ?? 0;
  }

  /** Takes the turn to load a batch, and says so; nothing when the list is not to be loaded. */
  async begin(tx: Tx, id: string): Promise<ListRow | undefined> {
    await changed(tx, TAKE_TURN);
    return row<ListRow>(tx, BEGIN, [id]);
  }

  claim(tx: Tx, id: string, limit: number): Promise<WaitingHousehold[]> {
    return rows<WaitingHousehold>(tx, CLAIM, [id, limit]);
  }

  async settle(tx: Tx, id: string, settled: readonly SettledHousehold[]): Promise<void> {
    await changed(tx, SETTLE, [id, settled.map((s) => s.position), settled.map((s) => s.state), settled.map((s) => s.caseId), settled.map((s) => s.problem)]);
  }

  /** Ends a list whose every household was looked at; gives the counts once, to whoever ended it. */
  async finish(tx: Tx, id: string): Promise<Readonly<Record<string, number>> | undefined> {
    return (await row<{ counts: Record<string, number> }>(tx, FINISH, [id, tx.at]))?.counts;
  }

  /** Lists that wait, and those whose loader has fallen silent. */
  async unfinished(tx: Tx, silentS: number): Promise<string[]> {
    return (await rows<{ id: string }>(tx, UNFINISHED, [silentS])).map(({ id }) => id);
  }

  /** In which cases these newcomers and notices are already. */
  async known(tx: Tx, households: readonly RemarkedHousehold[]): Promise<{ readonly newcomers: ReadonlyMap<string, string>; readonly notices: ReadonlyMap<string, string> }> {
    const fingerprints = households.flatMap(({ newcomers }) => newcomers.map(({ fingerprint }) => fingerprint));
    const notices = households.flatMap(({ noticeNumber }) => (noticeNumber === null ? [] : [noticeNumber]));
    const found = await rows<{ what: 'newcomer' | 'notice'; key: string; caseId: string }>(tx, KNOWN, [fingerprints, notices]);
    const of = (what: string): ReadonlyMap<string, string> => new Map(found.filter((one) => one.what === what).map(({ key, caseId }) => [key, caseId]));
    return { newcomers: of('newcomer'), notices: of('notice') };
  }
}
