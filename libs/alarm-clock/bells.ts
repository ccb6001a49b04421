import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { once } from 'node:events';
import { newId } from '../sql/id.js';
import { OutageLog } from '../queue/outage-log.js';
import { inTime, QueueEngine } from '../queue/queue-engine.js';
import { afterCommit, type Tx } from '../transaction/tx.js';
import { bellJob, type BellTime } from './bell.rules.js';

/** The queue of the bells. */
export const BELLS = 'bells';

/** How far ahead bells stand in the queue. */
export const HORIZON_MS = 24 * 3_600_000;

const OPEN_WITHIN_MS = 500;
const ARM_WITHIN_MS = 2_000;
const MOST_WAITING = 50_000;
/** A bell of some moment that this process gave to the queue is not given again for so long. */
const REMEMBERED_MS = 60_000;
const ONCE = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

interface BellJob {
  readonly name: string;
  readonly opts: { readonly jobId: string; readonly delay: number };
}

/**
 * The producer of bells. It is told of them after the commit and never waits, throws or retries: a bell that is not armed
 * is wound again by the next sweep, and the sweep rings without bells.
 */
@Injectable()
export class Bells implements OnModuleInit {
  private queue: Queue | undefined;
  private readonly waiting = new Map<string, BellJob>();
  private readonly given = { names: new Set<string>(), until: 0 };
  private readonly outage = new OutageLog('bells could not be armed');
  private readonly me = newId().slice(-12);
  private unique = 0;
  private closed = false;
  private arming: Promise<void> | undefined;

  constructor(@Inject(QueueEngine) private readonly engine: QueueEngine) {}

  onModuleInit(): Promise<void> {
    return this.open();
  }

  /** Reaches for the queue, so that the first bell need not; it waits a moment at most, and a queue that is away is no fault. */
  async open(): Promise<void> {
    const connected = once(this.reach().getBackend(), 'ready');
    await inTime(connected.catch(() => undefined), OPEN_WITHIN_MS);
  }

  /** Arms bells once the transaction has committed. */
  armAfter(tx: Tx, bells: readonly BellTime[]): void {
    if (bells.length === 0) return;
    const readAt = performance.now();
    afterCommit(tx, () => this.arm(bells, performance.now() - readAt));
  }

  /** Arms bells that were read a while ago; those of one moment, from all transactions, go in one round trip. */
  arm(bells: readonly BellTime[], ageMs = 0): void {
    for (const bell of bells) {
      if (this.waiting.size >= MOST_WAITING) break;
      const { jobId, delay } = bellJob({ ...bell, restMs: bell.restMs - ageMs }, () => this.another());
      if (!this.isGiven(jobId)) this.waiting.set(jobId, { name: 'bell', opts: { jobId, delay } });
    }
    if (this.waiting.size === 0) return;
    this.arming ??= new Promise((done) => {
      setImmediate(() => void this.flush().finally(done));
    });
  }

  /** Arms bells and says whether the queue took them all. */
  async wind(bells: readonly BellTime[]): Promise<boolean> {
    const jobs = bells.map((bell) => bellJob(bell, () => this.another())).map((opts) => ({ name: 'bell', opts }));
    for (let i = 0; i < jobs.length; i += 1_000) {
      if (!(await this.give(jobs.slice(i, i + 1_000)))) return false;
    }
    return true;
  }

  /** Asks another worker to lend a hand, or one's own to show that it lives; says whether the queue took it. */
  call(name: 'help' | 'canary'): Promise<boolean> {
    return this.give([{ name, opts: { jobId: `${name}-${this.another()}`, delay: 0 } }]);
  }

  /** Lets go of the queue; whatever was still to be armed is left to the sweeps. */
  async close(): Promise<void> {
    this.closed = true;
    await this.letGo();
  }

  private another(): string {
    this.unique += 1;
    return `${this.me}-${this.unique}`;
  }

  private reach(): Queue {
    return (this.queue ??= this.engine.queue(BELLS, { skipMetasUpdate: true, defaultJobOptions: ONCE }));
  }

  /** Everybody who plans for one moment would arm the same bell; what a queue has lost since, the next sweep winds again. */
  private isGiven(jobId: string): boolean {
    const now = performance.now();
    if (now > this.given.until) {
      this.given.names.clear();
      this.given.until = now + REMEMBERED_MS;
    }
    return this.given.names.has(jobId);
  }

  private async flush(): Promise<void> {
    try {
      while (this.waiting.size > 0) {
        const jobs = [...this.waiting.values()].slice(0, 1_000);
        for (const { opts } of jobs) this.waiting.delete(opts.jobId);
        if (await this.give(jobs)) for (const { opts } of jobs) if (opts.jobId.startsWith('bell-')) this.given.names.add(opts.jobId);
        else this.waiting.clear();
      }
    } finally {
      this.arming = undefined;
    }
  }

  private async give(jobs: readonly BellJob[]): Promise<boolean> {
    if (jobs.length === 0) return true;
    if (this.closed) return false;
    try {
      const queue = this.reach();
      // A few single adds are cheaper than a bulk on either engine.
      const added = jobs.length <= 4
        ? Promise.all(jobs.map(({ name, opts }) => queue.add(name, {}, opts)))
        : queue.addBulk(jobs.map(({ name, opts }) => ({ name, data: {}, opts: { ...ONCE, ...opts } })));
      if (await inTime(added, ARM_WITHIN_MS)) return true;
      throw new Error('the queue does not answer');
    } catch (fault) {
      if (!this.closed) this.outage.note(fault);
      // BullMQ on Postgres remembers a connection that failed at the start for ever; a new queue asks again.
      if (this.engine.kind === 'postgres') void this.letGo();
      return false;
    }
  }

  private async letGo(): Promise<void> {
    const queue = this.queue;
    this.queue = undefined;
    if (queue) await this.engine.close(queue, 1_000);
  }
}
