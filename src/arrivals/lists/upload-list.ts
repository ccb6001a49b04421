import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { ENV, type Env } from '../../../config/env.js';
import { Audit } from '../../../libs/audit/audit.js';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import { Forbidden, InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayBringIn, mayBringInFor } from '../arrivals.policy.js';
import { JudgeHousehold } from '../judge-household.js';
import { withRemarks } from './listed-household.rules.js';
import type { ReadList } from './listed.js';
import { ListsStore } from './lists.store.js';
import { readInSteps } from './read-list.js';
import { gently } from './steps.js';

/** A file as it was sent. */
export interface SentFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly teamId?: string | undefined;
}

/** A list that can be looked at before anything is loaded. */
export interface UploadedList {
  readonly importId: string;
  readonly households: number;
  readonly version: number;
}

const LONGEST_NAME = 200;

/** Somebody hands in an arrival list: it is read and kept, and nobody arrives yet. */
@Injectable()
export class UploadList {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: ListsStore,
    private readonly judge: JudgeHousehold,
    private readonly audit: Audit,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** @throws Forbidden, InvalidInput at `file` when it is no arrival list */
  async run(by: PersonActor, { fileName, bytes, teamId = by.teamId ?? undefined }: SentFile): Promise<UploadedList> {
    if (!mayBringIn(by)) throw new Forbidden();
    if (teamId === undefined) throw new InvalidInput([{ path: 'teamId', code: 'arrivals.faults.team' }]);
    if (!mayBringInFor(by, teamId)) throw new InvalidInput([{ path: 'teamId', code: 'arrivals.faults.other-team' }]);
    const digest = createHash('sha256').update(bytes).digest('hex');
    // A file has no body to compare: its own digest tells whether a repeated request is the same.
    const once = by.once && { key: by.once.key, fingerprint: `${digest} ${teamId}` };
    const read = await this.read(by, bytes);
    const households = withRemarks(read);
    return this.transactions.run({ ...by, ...(once && { once }) }, async (tx) => {
      const importId = newId();
      await this.lists.add(tx, { id: importId, fileName: nameOf(fileName), digest, teamId, by: by.personId }, read, households);
      await this.audit.record(tx, { chain: by.personId, action: 'arrival-list.uploaded', subjectId: importId, details: { rows: read.rows.length, households: households.length } });
      return { importId, households: households.length, version: 1 };
    });
  }

  /** Outside any transaction, and letting others have their turn: a long file takes its time. */
  private async read(by: PersonActor, bytes: Uint8Array): Promise<ReadList> {
    const at = await this.transactions.read(by, async (tx) => tx.at);
    const read = await gently(readInSteps(bytes, { today: civilDateAt(at, this.env.OFFICE_ZONE), reference: this.judge.reference }));
    const stops = read.fileFaults.filter((fault) => fault.stops);
    if (stops.length === 0) return read;
    throw new InvalidInput(stops.map(({ code, values }) => ({ path: 'file', code: `arrivals.list.faults.${code}`, ...(values && { values }) })));
  }
}

/** The last part of what a browser sends, without what a terminal or a header would stumble over. */
const nameOf = (fileName: string): string => fileName.replace(/^.*[/\\]/, '').replaceAll(/\p{Cc}/gu, '').slice(-LONGEST_NAME) || 'liste.csv';
