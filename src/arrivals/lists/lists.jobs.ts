import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Job } from 'bullmq';
import { reasonOf } from '../../../libs/queue/outage-log.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { IMPORTS, ImportsQueue } from './imports-queue.js';
import { ListsStore } from './lists.store.js';
import { LoadHouseholds } from './load-households.js';

const SWEEPER = engine('arrival-lists');
const EACH_MS = 2_000;
/** A loader that has said nothing for so long is gone: each batch takes a fraction of a second. */
const SILENT_S = 6;

/** Loads a list from where it stands to its end, batch by batch; stops between two when the process does. */
@Injectable()
export class LoadsLists implements OnModuleDestroy {
  private readonly loading = new Set<string>();
  private stopping = false;

  constructor(private readonly households: LoadHouseholds) {}

  async load(importId: string): Promise<void> {
    if (this.loading.has(importId)) return;
    this.loading.add(importId);
    try {
      while (!this.stopping && (await this.households.next(importId))) continue;
    } finally {
      this.loading.delete(importId);
    }
  }

  onModuleDestroy(): void {
    this.stopping = true;
  }
}

/** Takes lists from the queue, one at a time. */
@Processor(IMPORTS)
export class ListJobs extends WorkerHost {
  constructor(private readonly lists: LoadsLists) {
    super();
  }

  process(job: Job<{ readonly importId: string }>): Promise<void> {
    return this.lists.load(job.data.importId);
  }
}

/** Finds the lists that wait although no job speaks of them any more: a queue that was emptied loses nothing. */
@Injectable()
export class ListSweep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('arrivals');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly transactions: Transactions,
    private readonly lists: ListsStore,
    private readonly queue: ImportsQueue,
    private readonly loads: LoadsLists,
  ) {}

  onApplicationBootstrap(): void {
    this.again();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  /** Asks for every list that should be loading and is not; without a queue it is loaded here. */
  async sweep(): Promise<void> {
    for (const id of await this.transactions.read(SWEEPER, (tx) => this.lists.unfinished(tx, SILENT_S))) {
      await this.queue.ask(id).catch(() => this.loads.load(id));
    }
  }

  private again(): void {
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep().catch((fault: unknown) => this.logger.warn(`arrival lists: ${reasonOf(fault)}`)).finally(() => {
        if (!this.stopped) this.again();
      });
    }, EACH_MS);
  }
}
