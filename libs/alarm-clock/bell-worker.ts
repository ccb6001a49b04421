import { DelayedError, type Job, type Worker } from 'bullmq';
import { realNow } from '../clock/real-time.js';
import type { QueueEngine } from '../queue/queue-engine.js';
import type { Singles } from '../transaction/singles.js';
import { REST } from './alarms.sql.js';
import { judgeBell, LEAD_MS, readBell } from './bell.rules.js';
import { BELLS } from './bells.js';

/** Listens for bells; each one leads to a claim, which Postgres answers. */
export class BellWorker {
  private worker: Worker | undefined;
  private builtAt = realNow();
  private heardAt = -Infinity;

  constructor(
    private readonly engine: QueueEngine,
    private readonly singles: Singles,
    /** Rings everything that is due. */
    private readonly drain: () => Promise<void>,
  ) {}

  get listening(): boolean {
    return this.worker !== undefined;
  }

  /** How long this worker, as it is now built, has heard nothing, in milliseconds. */
  get silenceMs(): number {
    return realNow() - Math.max(this.heardAt, this.builtAt);
  }

  /** Whether it has heard anything since it was built. */
  get hears(): boolean {
    return this.heardAt >= this.builtAt;
  }

  listen(): void {
    if (this.worker) return;
    this.builtAt = realNow();
    this.worker = this.engine.worker(BELLS, (job, token) => this.hear(job, token), { concurrency: 4 });
  }

  /** Stops listening; bells that it holds are rung to their end first. */
  async deafen(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    if (worker) await this.engine.close(worker);
  }

  /** A worker that has fallen silent is replaced; the old one is left to end by itself. */
  rebuild(): void {
    void this.deafen();
    this.listen();
  }

  private async hear(job: Job, token: string | undefined): Promise<void> {
    this.heardAt = realNow();
    const bell = readBell(job.id ?? '');
    if (bell) {
      const [now] = await this.singles.rows<{ restMs: number; version: number }>(REST, [bell.bell]);
      if (!now) return;
      const verdict = judgeBell(bell, now);
      if (verdict === 'stale') return;
      if (verdict === 'too-early') {
        await job.moveToDelayed(realNow() + now.restMs - LEAD_MS, token);
        throw new DelayedError();
      }
      if (now.restMs > 0) await rest(now.restMs);
    }
    if (job.name !== 'canary') await this.drain();
  }
}

/** Waits out the lead; a timer never fires before its time, and the claim is judged by the database anyway. */
const rest = (ms: number): Promise<void> => new Promise((resolve) => {
  setTimeout(resolve, Math.ceil(ms));
});
