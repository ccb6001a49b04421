import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { afterCommit, type Tx } from '../../../libs/transaction/tx.js';
import { mayWorkOnList } from '../arrivals.policy.js';
import { ChooseOwner } from '../choose-owner.js';
import { ImportsQueue } from './imports-queue.js';
import { type ListRow, type ListState, ListsStore } from './lists.store.js';

/** Where a list now stands. */
export interface MovedList {
  readonly importId: string;
  readonly state: ListState;
  readonly version: number;
}

/** What was looked at is right: the list is to be loaded, or none of it is. */
@Injectable()
export class LoadList {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: ListsStore,
    private readonly owners: ChooseOwner,
    private readonly audit: Audit,
    private readonly queue: ImportsQueue,
  ) {}

  /** The workers take it from here; should the queue be away, their sweep finds it. @throws NotFound, Stale, Refusal with the present state */
  run(by: PersonActor, importId: string, seen?: number): Promise<MovedList> {
    return this.transactions.run(by, async (tx) => {
      const list = await this.previewed(tx, importId, seen);
      if (list.households === 0) throw new Refusal('arrivals.nothing-to-load', { state: list.state });
      // The team's lead will hold what it brings: said now, not by a job that nobody watches.
      await this.owners.run(tx, { teamId: list.teamId, owner: 'nobody', languages: [] });
      const version = await this.lists.setWaiting(tx, importId);
      await this.audit.record(tx, { chain: by.personId, action: 'arrival-list.load-asked', subjectId: importId });
      afterCommit(tx, () => void this.queue.ask(importId).catch(() => undefined));
      return { importId, state: 'waiting', version };
    });
  }

  /** Nothing of it is loaded, and nothing that it said is kept. @throws as `run` */
  discard(by: PersonActor, importId: string, seen?: number): Promise<MovedList> {
    return this.transactions.run(by, async (tx) => {
      await this.previewed(tx, importId, seen);
      const version = await this.lists.forget(tx, importId);
      await this.audit.record(tx, { chain: by.personId, action: 'arrival-list.discarded', subjectId: importId });
      return { importId, state: 'discarded', version };
    });
  }

  private async previewed(tx: Tx, importId: string, seen: number | undefined): Promise<ListRow> {
    const list = await this.lists.lock(tx, importId);
    if (!mayWorkOnList(tx.by, list)) throw new NotFound();
    if (list.state !== 'previewed') throw new Refusal('arrivals.list-not-previewed', { state: list.state });
    if (seen !== undefined && seen !== list.version) throw new Stale();
    return list;
  }
}
