import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';

/** The queue of lists to load. Postgres says which there are; the queue only makes it quick. */
export const IMPORTS = 'imports';

/** Asks the workers to load a list. */
@Injectable()
export class ImportsQueue {
  constructor(@InjectQueue(IMPORTS) private readonly queue: Queue) {}

  /** At most one job a list at a time. Rejects when there is no queue to be reached. */
  async ask(importId: string): Promise<void> {
    await this.queue.add('load', { importId }, { jobId: importId, removeOnComplete: true, removeOnFail: true });
  }
}
