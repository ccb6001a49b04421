import { Logger } from '@nestjs/common';
import { realNow } from '../clock/real-time.js';
import { inTime, type QueueEngine } from '../queue/queue-engine.js';
import { OutageLog } from '../queue/outage-log.js';
import type { Pools } from '../transaction/pools.js';
import { Singles } from '../transaction/singles.js';
import type { Transactions } from '../transaction/transactions.js';
import { BATCH, FACE, KINDS_PENDING, WIND } from './alarms.sql.js';
import { BellWorker } from './bell-worker.js';
import type { BellTime } from './bell.rules.js';
import { HORIZON_MS, type Bells } from './bells.js';
import type { AlarmMetrics } from './metrics.js';
import { ALARM_CLOCK, Ringer } from './ringer.js';
import type { AlarmHandlers } from './rings.js';
import { SAFE, type Safeguards } from './safeguards.js';

/** Sweeps follow each other within two seconds, at a moment of each worker's own. */
const SWEEP_MS = 2_000;
const SWEEP_JITTER_MS = 500;
const NEXT_MINUTE_MS = 60_000;
const WIND_AGAIN_MS = 3_600_000;

/** A worker further than this from the database's clock would promote bells at the wrong time. */
const MOST_SKEW_MS = 1_000;

/** After this much silence a canary is sent; after the second figure the worker is built anew. */
const CANARY_AFTER_MS = 3_000;
const SILENT_AFTER_MS = 15_000;

/** How the alarm clock of one process is doing. Degraded is late by seconds; not ready is something a person must look at. */
export interface AlarmHealth {
  readonly ready: boolean;
  readonly degraded: boolean;
  readonly reasons: readonly ('queue-away' | 'clock-skewed' | 'bells-silent' | 'sweep-late')[];
  readonly skewMs: number;
  readonly silenceMs: number;
  readonly sweptAgoMs: number;
}

/** What an alarm runner is built from. */
export interface RunnerParts {
  readonly pools: Pools;
  readonly transactions: Transactions;
  readonly engine: QueueEngine;
  readonly handlers: AlarmHandlers;
  readonly bells: Bells;
  readonly metrics: AlarmMetrics;
  /** For the controls of the fault tests only. */
  readonly safeguards?: Partial<Safeguards>;
  /** After how much silence a bell worker is built anew; shorter in tests. */
  readonly silentAfterMs?: number;
}

/** The alarm clock of a worker process: it listens for bells, and sweeps whether bells come or not. */
export class AlarmRunner {
  private readonly logger = new Logger('alarm-clock');
  private readonly outage = new OutageLog('a sweep failed', this.logger);
  private readonly safeguards: Safeguards;
  private readonly singles: Singles;
  private readonly ringer: Ringer;
  private readonly worker: BellWorker;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;
  private speed = 1;
  private version = 0;
  private skewMs = 0;
  private sweptAt = realNow();
  private woundAt = -Infinity;
  private queueTakes = true;
  private loops = 0;
  private wanted = 0;
  private silent = false;

  constructor(private readonly parts: RunnerParts) {
    this.safeguards = { ...SAFE, ...parts.safeguards };
    this.singles = new Singles(parts.pools.of(ALARM_CLOCK));
    this.ringer = new Ringer(parts.transactions, this.singles, parts.handlers, parts.metrics, this.safeguards, () => this.speed);
    this.worker = new BellWorker(parts.engine, this.singles, () => this.drain());
  }

  /** Begins: refuses alarms that nobody rings, then sweeps once and goes on sweeping. */
  async start(): Promise<void> {
    for (const { kind } of await this.singles.rows<{ kind: string }>(KINDS_PENDING)) this.parts.handlers.of(kind);
    await this.look();
    this.sweepSoon(0);
  }

  /** Finishes what is being rung and stops; queues are closed before the database is. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await inTime(Promise.allSettled([this.sweeping, this.worker.deafen()]), 8_500);
    await this.parts.bells.close();
    await this.singles.close();
  }

  health(): AlarmHealth {
    const sweptAgoMs = realNow() - this.sweptAt;
    const skewed = Math.abs(this.skewMs) > MOST_SKEW_MS;
    const silent = this.queueTakes && this.silent;
    const reasons = [
      ...(this.queueTakes ? [] : ['queue-away' as const]),
      ...(skewed ? ['clock-skewed' as const] : []),
      ...(silent ? ['bells-silent' as const] : []),
      ...(sweptAgoMs > 5 * SWEEP_MS ? ['sweep-late' as const] : []),
    ];
    return {
      ready: reasons.every((reason) => reason === 'queue-away'),
      degraded: reasons.length > 0,
      reasons,
      skewMs: this.skewMs,
      silenceMs: this.worker.silenceMs,
      sweptAgoMs,
    };
  }

  /** Rings everything that is due, until a claim that began after the call has found nothing. */
  async drain(): Promise<void> {
    this.wanted += 1;
    if (this.loops > 0) return;
    this.loops += 1;
    try {
      let asked: number;
      do {
        asked = this.wanted;
        await this.drainOnce();
      } while (asked !== this.wanted && !this.stopped);
    } finally {
      this.loops -= 1;
    }
  }

  /** One lane goes on until it finds nothing; when there is more than a batch, a second lane and other workers lend a hand. */
  private async drainOnce(): Promise<void> {
    const first = await this.ringer.ringBatch();
    if (first === 0) return;
    if (first < BATCH) return this.lane();
    void this.parts.bells.call('help');
    await Promise.all([this.lane(), this.lane()]);
  }

  private async lane(): Promise<void> {
    while (!this.stopped && (await this.ringer.ringBatch()) > 0) continue;
  }

  private sweepSoon(ms = SWEEP_MS - Math.random() * SWEEP_JITTER_MS): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((fault: unknown) => this.outage.note(fault))
        .finally(() => this.sweepSoon());
    }, ms);
  }

  private async sweep(): Promise<void> {
    await this.look();
    if (this.safeguards.sweep) {
      await this.ringer.adoptOrphans();
      await this.drain();
      while (!this.stopped && (await this.ringer.ringCarefully()));
    }
    this.sweptAt = realNow();
    await this.wind();
    await this.sendCanary();
  }

  /** Reads the clocks: the office's face, and how far this machine is from the database. */
  private async look(): Promise<void> {
    const before = realNow();
    const [face] = await this.singles.rows<{ realMs: number; version: number; speed: number; overdue: number; setAside: number }>(FACE);
    if (!face) return;
    this.skewMs = (before + realNow()) / 2 - face.realMs;
    this.parts.metrics.looked(face.overdue, face.setAside);
    if (face.version !== this.version) this.woundAt = -Infinity;
    this.version = face.version;
    this.speed = face.speed;
    await this.listenIfClockIsRight();
  }

  private async listenIfClockIsRight(): Promise<void> {
    const skewed = this.safeguards.guard && Math.abs(this.skewMs) > MOST_SKEW_MS;
    if (skewed && this.worker.listening) await this.worker.deafen();
    if (skewed && this.woundAt === -Infinity) {
      this.logger.error(`this machine's clock is ${Math.round(this.skewMs)} ms from the database's: it sweeps and hears no bells`);
    }
    if (!skewed && !this.stopped) this.worker.listen();
  }

  /** Winds the bells of the next minute, and of the whole horizon at boot, hourly and when the clock was changed. */
  private async wind(): Promise<void> {
    if (this.stopped) return;
    const whole = realNow() - this.woundAt > WIND_AGAIN_MS;
    if (!whole && !this.safeguards.wind) return;
    const bells = await this.singles.rows<BellTime>(WIND, [whole ? HORIZON_MS : NEXT_MINUTE_MS]);
    // What is nearer than a sweep's turn has its bell already, or is rung by the sweep.
    const took = await this.parts.bells.wind(bells.filter((bell) => bell.restMs > 100));
    if (bells.length > 0) this.queueTakes = took;
    if (whole && took) this.woundAt = realNow();
  }

  /** A silent worker is asked to speak; one that stays silent while the queue takes jobs is built anew. */
  private async sendCanary(): Promise<void> {
    if (!this.worker.listening || this.stopped) return;
    const { silenceMs } = this.worker;
    if (this.worker.hears) this.silent &&= silenceMs > CANARY_AFTER_MS * 2;
    if (silenceMs < CANARY_AFTER_MS) return;
    this.queueTakes = await this.parts.bells.call('canary');
    if (!this.queueTakes || silenceMs < (this.parts.silentAfterMs ?? SILENT_AFTER_MS)) return;
    this.silent = true;
    this.parts.metrics.workerRebuilt();
    this.logger.error('the worker of the bells fell silent and is built anew');
    this.worker.rebuild();
  }
}
