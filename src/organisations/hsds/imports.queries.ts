import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { keyset, type Keyset, keysAs } from '../../../libs/http/keyset.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import type { ImportReport, ImportState } from './imports.store.js';
import type { ImportsQuery } from './imports.dto.js';

/** An import in the list of imports. */
export interface ImportLine {
  readonly id: string;
  readonly fileName: string;
  readonly format: 'json' | 'tabular';
  readonly state: ImportState;
  readonly byPerson: string;
  readonly byName: string;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly faults: number;
  readonly version: number;
}

/** An import with what was found and what would change. */
export interface ImportSheet extends ImportLine {
  readonly report: ImportReport;
}

const LINE = `i.id, i.file_name as "fileName", i.format, i.state, i.by_person as "byPerson", p.name as "byName", i.created_at as "createdAt", i.settled_at as "settledAt",
  jsonb_array_length(i.report -> 'faults') as faults, i.version`;
const RECENT = statement('hsds-imports.recent', `
  select ${LINE} from organisation_imports i join people p on p.id = i.by_person where i.created_at <= $1 and ($1 > i.created_at or i.id < $2)
  order by i.created_at desc, i.id desc limit $3`);
const SHEET = statement('hsds-imports.sheet', `select ${LINE}, i.report from organisation_imports i join people p on p.id = i.by_person where i.id = $1`);
const LATEST = '9999-12-31T00:00:00Z';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Imports, as those who keep the network read them. */
@Injectable()
export class ImportsQueries {
  /** The latest first. @throws Forbidden */
  async recent(tx: Tx, { after, limit }: ImportsQuery): Promise<Keyset<ImportLine>> {
    if (!mayKeepNetwork(tx.by)) throw new Forbidden();
    const [at, id] = keysAs(after, 'moment', 'uuid') ?? [LATEST, LAST_ID];
    return keyset(await rows<ImportLine>(tx, RECENT, [at, id, limit + 1]), limit, (line) => [line.createdAt.toISOString(), line.id]);
  }

  /** @throws Forbidden, NotFound */
  async sheet(tx: Tx, id: string): Promise<ImportSheet> {
    if (!mayKeepNetwork(tx.by)) throw new Forbidden();
    const found = await row<ImportSheet>(tx, SHEET, [id]);
    if (!found) throw new NotFound();
    return found;
  }
}
