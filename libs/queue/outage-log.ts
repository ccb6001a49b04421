import { Logger } from '@nestjs/common';
import { realNow } from '../clock/real-time.js';

const QUIET_MS = 60_000;

/** Says an outage once a minute at most: a queue that is away for an hour must not fill the log with its absence. */
export class OutageLog {
  private lastAt = -Infinity;
  private kept = 0;

  constructor(private readonly about: string, private readonly logger = new Logger('queue')) {}

  /** Notes one failure; most of them are only counted. */
  note(fault: unknown): void {
    this.kept += 1;
    if (realNow() - this.lastAt < QUIET_MS) return;
    this.logger.warn(`${this.about}: ${reasonOf(fault)} (${this.kept} since the last line)`);
    this.lastAt = realNow();
    this.kept = 0;
  }
}

/** Why something failed, in one short line that holds no value of a row. */
export function reasonOf(fault: unknown): string {
  const text = fault instanceof AggregateError ? fault.errors.map(reasonOf).join(', ') : fault instanceof Error ? fault.message : String(fault);
  return text.slice(0, 300);
}
