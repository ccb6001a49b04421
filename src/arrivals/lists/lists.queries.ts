import { Injectable } from '@nestjs/common';
import { keyset, type Keyset, keysOf } from '../../../libs/http/keyset.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayWorkOnList, teamInSight } from '../arrivals.policy.js';
import type { ReadList, Recognised, RowReport } from './listed.js';
import type { ListState, SettledHousehold } from './lists.store.js';
import type { FileFault, ListProblem, RowOutcome } from './problems.rules.js';

/** A list in the list of lists. */
export interface ListLine {
  readonly id: string;
  readonly fileName: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly uploadedBy: string;
  readonly uploadedByName: string;
  readonly uploadedAt: Date;
  readonly state: ListState;
  readonly households: number;
  readonly householdsDone: number;
  readonly finishedAt: Date | null;
  readonly version: number;
}

/** A list with how it was understood and what becomes of it. */
export interface ListSheet extends ListLine {
  readonly recognised: Recognised;
  readonly faults: readonly FileFault[];
  /** Rows by what becomes of them. */
  readonly rows: Readonly<Partial<Record<RowOutcome, number>>>;
  /** Households by what became of them, once loading has begun. */
  readonly outcomes: Readonly<Partial<Record<SettledHousehold['state'] | 'waiting', number>>>;
  /** The same file, already handed in before. */
  readonly earlier: { readonly id: string; readonly uploadedAt: Date } | null;
}

/** A row with its problems. */
export interface ListedRow {
  readonly line: number;
  readonly verdict: RowOutcome;
  readonly problems: readonly ListProblem[];
  readonly cells: readonly string[];
}

/** A household with something to say about it as a whole. */
export interface RemarkedLine {
  readonly position: number;
  readonly line: number;
  readonly name: string;
  readonly problems: readonly ListProblem[];
  readonly state: SettledHousehold['state'] | 'waiting';
  readonly caseId: string | null;
  readonly problem: string | null;
}

const LINE = `i.id, i.file_name as "fileName", i.team_id as "teamId", t.name as "teamName", i.uploaded_by as "uploadedBy", p.name as "uploadedByName",
  i.uploaded_at as "uploadedAt", i.state, i.households, i.households_done as "householdsDone", i.finished_at as "finishedAt", i.version`;
const FROM = 'from arrival_imports i join teams t on t.id = i.team_id join people p on p.id = i.uploaded_by';
const RECENT = statement('lists.recent', `
  select ${LINE} ${FROM} where i.uploaded_at <= $1 and ($1 > i.uploaded_at or i.id < $2) order by i.uploaded_at desc, i.id desc limit $3`);
const RECENT_OF_TEAM = statement('lists.recent-of-team', `
  select ${LINE} ${FROM} where i.team_id = $4 and i.uploaded_at <= $1 and ($1 > i.uploaded_at or i.id < $2) order by i.uploaded_at desc, i.id desc limit $3`);
const SHEET = statement('lists.sheet', `
  select ${LINE}, i.recognised, i.faults,
    (select coalesce(jsonb_object_agg(verdict, n), '{}') from (select verdict, count(*) as n from arrival_import_rows where import_id = i.id group by verdict) r) as rows,
    (select coalesce(jsonb_object_agg(state, n), '{}') from (select state, count(*) as n from arrival_import_households where import_id = i.id group by state) h) as outcomes,
    (select jsonb_build_object('id', e.id, 'uploadedAt', e.uploaded_at) from arrival_imports e
      where e.digest = i.digest and e.id < i.id and e.team_id = i.team_id and e.state <> 'discarded' order by e.id desc limit 1) as earlier
  ${FROM} where i.id = $1`);
const ROWS = statement('lists.rows', `
  select line, verdict, problems, record -> 'cells' as cells from arrival_import_rows
  where import_id = $1 and verdict = any($2::text[]) and line > $3 order by line limit $4`);
const REMARKED = statement('lists.remarked', `
  select position, (household -> 'newcomers' -> 0 ->> 'line')::int as line,
    trim(concat(household -> 'newcomers' -> 0 ->> 'givenName', ' ', household -> 'newcomers' -> 0 ->> 'familyName')) as name,
    household -> 'problems' as problems, state, case_id as "caseId", problem
  from arrival_import_households where import_id = $1 and (jsonb_array_length(household -> 'problems') > 0 or state = 'rejected') order by position limit $2`);
const REJECTS = statement('lists.rejects', `
  select i.recognised, i.headings, coalesce((select jsonb_agg(jsonb_build_object('line', line, 'outcome', verdict, 'problems', problems, 'cells', record -> 'cells') order by line)
    from arrival_import_rows where import_id = i.id and verdict = 'rejected'), '[]') as rows, i.file_name as "fileName"
  from arrival_imports i where i.id = $1`);

const LATEST = '9999-12-31T00:00:00Z';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const ALL_VERDICTS: readonly RowOutcome[] = ['accepted', 'mended', 'warned', 'repeat', 'rejected'];
/** Households that a person should look at are few; of a list that is all wrong, the first hundred tell enough. */
const MOST_REMARKED = 100;

/** Lists, as those who load them read them. */
@Injectable()
export class ListsQueries {
  /** The latest first; a caseworker's own team's, a manager's all. */
  async recent(tx: Tx, { after, limit }: { readonly after?: string | undefined; readonly limit: number }): Promise<Keyset<ListLine>> {
    const [at, id] = keysOf(after, 2) ?? [LATEST, LAST_ID];
    const team = tx.by.kind === 'person' ? teamInSight(tx.by) : null;
    const found = await (team === null ? rows<ListLine>(tx, RECENT, [at, id, limit + 1]) : rows<ListLine>(tx, RECENT_OF_TEAM, [at, id, limit + 1, team]));
    return keyset(found, limit, (line) => [line.uploadedAt.toISOString(), line.id]);
  }

  /** @throws NotFound also when the list is another team's */
  async sheet(tx: Tx, id: string): Promise<ListSheet> {
    const found = await row<ListSheet>(tx, SHEET, [id]);
    if (!found || !mayWorkOnList(tx.by, found)) throw new NotFound();
    return found;
  }

  /** Rows in the order of the file, of some verdicts or of all. */
  async rows(tx: Tx, id: string, { verdicts = ALL_VERDICTS, after, limit }: { readonly verdicts?: readonly RowOutcome[]; readonly after?: string | undefined; readonly limit: number }): Promise<Keyset<ListedRow>> {
    const [line] = keysOf(after, 1) ?? [0];
    return keyset(await rows<ListedRow>(tx, ROWS, [id, verdicts, line, limit + 1]), limit, (one) => [one.line]);
  }

  /** Households whose head is not the one the list meant, and those that could not be loaded. */
  remarked(tx: Tx, id: string): Promise<RemarkedLine[]> {
    return rows<RemarkedLine>(tx, REMARKED, [id, MOST_REMARKED]);
  }

  /** What the rejected rows are written again from. */
  async rejects(tx: Tx, id: string): Promise<Pick<ReadList, 'recognised' | 'headings'> & { readonly rows: readonly RowReport[]; readonly fileName: string }> {
    const found = await row<Pick<ReadList, 'recognised' | 'headings'> & { rows: RowReport[]; fileName: string }>(tx, REJECTS, [id]);
    if (!found) throw new NotFound();
    return found;
  }
}

