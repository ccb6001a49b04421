import { createPostgresBackend, createRedisBackend, Queue, Worker, type BackendFactory, type IQueueBackend, type Processor, type QueueOptions, type WorkerOptions } from 'bullmq';
import type { EventEmitter } from 'node:events';
import { OutageLog } from './outage-log.js';
import { producerReach, workerReach, type QueueSettings, type Reach } from './queue-connection.js';

/** What a caller may still decide about a queue or a worker; where it lives is the engine's business. */
export type QueueWishes = Omit<Partial<QueueOptions>, keyof Reach>;
export type WorkerWishes = Omit<Partial<WorkerOptions>, keyof Reach>;

/** Work left over from a killed worker is taken up after seconds, any number of times; whether it may go on is counted in Postgres. */
const WORKER = { lockDuration: 3_000, stalledInterval: 2_000, maxStalledCount: 1_000, drainDelay: 5, runRetryDelay: 500 };

const CLOSE_WITHIN_MS = 8_000;

/**
 * BullMQ on Redis or on Postgres, with the same behaviour: its producers never wait and its errors never flood.
 * It remembers what it built, so that workers are closed before queues.
 */
export class QueueEngine {
  readonly kind: 'redis' | 'postgres';
  private readonly factory: BackendFactory;
  private readonly workers = new Set<Worker>();
  private readonly queues = new Set<Queue>();

  constructor(private readonly settings: QueueSettings) {
    this.kind = settings.redisUrl ? 'redis' : 'postgres';
    this.factory = (settings.redisUrl ? createRedisBackend : createPostgresBackend) as unknown as BackendFactory;
  }

  /** A queue to add to; adding rejects at once while Redis is away. */
  queue(name: string, wishes: QueueWishes = {}): Queue {
    const queue = new Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>(name, { ...wishes, ...producerReach(this.settings, name) }, this.factory);
    return this.remember(this.queues, queue as unknown as Queue);
  }

  /** A worker of a queue; it starts at once. */
  worker(name: string, work: Processor, wishes: WorkerWishes = {}): Worker {
    const worker = new Worker<unknown, unknown, string, IQueueBackend>(name, work, { ...WORKER, ...wishes, ...workerReach(this.settings, name) }, this.factory);
    return this.remember(this.workers, worker as unknown as Worker);
  }

  /** Closes one worker or queue, at the latest after a while by force. */
  async close(one: Worker | Queue, withinMs = CLOSE_WITHIN_MS): Promise<void> {
    this.workers.delete(one as Worker);
    this.queues.delete(one as Queue);
    const closed = one.close().catch(() => undefined);
    if (await inTime(closed, withinMs)) return;
    await inTime(one.disconnect().catch(() => undefined), 500);
  }

  /** Ends the day: workers finish what they hold, then the queues close. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => this.close(worker)));
    await Promise.all([...this.queues].map((queue) => this.close(queue, 1_000)));
  }

  /** The class that @nestjs/bullmq builds queues from: `new` gives a queue of this engine. */
  get queueClass(): typeof Queue {
    const build = (name: string, wishes: QueueOptions): Queue => this.queue(name, wishes);
    return class { constructor(name: string, wishes: QueueOptions) { return build(name, wishes); } } as unknown as typeof Queue;
  }

  /** The class that @nestjs/bullmq builds workers from. */
  get workerClass(): typeof Worker {
    const build = (name: string, work: Processor, wishes: WorkerOptions): Worker => this.worker(name, work, wishes);
    return class { constructor(name: string, work: Processor, wishes: WorkerOptions) { return build(name, work, wishes); } } as unknown as typeof Worker;
  }

  private remember<T extends Queue | Worker>(kept: Set<T>, one: T): T {
    const outage = new OutageLog(`queue ${one.name}`);
    (one as EventEmitter).on('error', (fault: Error) => outage.note(fault));
    kept.add(one);
    return one;
  }
}

/** Whether something came to an end within a time. */
export async function inTime(something: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  try {
    return await Promise.race([something.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
