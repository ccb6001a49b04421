import { Logger } from '@nestjs/common';
import { reasonOf } from '../queue/outage-log.js';
import { changed, row, statement } from '../sql/sql.js';
import { engine } from '../transaction/actor.js';
import type { Transactions } from '../transaction/transactions.js';
import type { Tx } from '../transaction/tx.js';
import { PRUNE } from '../outbox/outbox.sql.js';

const HOUSEKEEPER = engine('housekeeping');
const EACH_HOUR_MS = 3_600_000;
const AT_ONCE = 5_000;

/** One worker at a time: the others find it being done and leave it. */
const ALONE = statement('chores.alone', `select pg_try_advisory_xact_lock(hashtext('passerelle.chores'), hashtext($1)) as mine`);
const MONTHS = statement('chores.months', 'select ensure_fact_months()');
/** The heads of the audit's chains are sealed once an hour, however many workers there are. */
const SEAL = statement('chores.seal', `
  select audit_seal() where not exists (select from audit_seals where at > clock_timestamp() - interval '55 minutes')`);
/** Idempotency keys are kept for a week. */
const KEYS = statement('chores.onceKeys', `
  delete from once_keys where ctid in (
    select ctid from once_keys where created_at < clock_timestamp() - interval '7 days' order by created_at limit $1)`);

/** One chore: tidies at most so many rows, and tells how many it did. */
export type Chore = (tx: Tx, atOnce: number) => Promise<number>;

const CHORES: Readonly<Record<string, Chore>> = {
  'month-partitions': async (tx) => { await changed(tx, MONTHS); return 0; },
  'audit-seal': async (tx) => { await changed(tx, SEAL); return 0; },
  'once-keys': (tx, atOnce) => changed(tx, KEYS, [atOnce]),
  'heard-deliveries': (tx, atOnce) => changed(tx, PRUNE, [atOnce]),
};

/** What a worker tidies at its start and every hour. A chore that fails is said and tried again in an hour. */
export class Chores {
  private readonly logger = new Logger('housekeeping');
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private doing: Promise<void> = Promise.resolve();
  private readonly chores = new Map(Object.entries(CHORES));

  constructor(private readonly transactions: Transactions) {}

  /** A room's own chore, beside those of the foundations. */
  add(name: string, chore: Chore): void {
    this.chores.set(name, chore);
  }

  start(): void {
    this.doing = this.doAll().finally(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.start(), EACH_HOUR_MS);
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.doing;
  }

  /** Does every chore now. */
  async doAll(): Promise<void> {
    for (const [name, chore] of this.chores) {
      try {
        while ((await this.doOne(name, chore)) === AT_ONCE && !this.stopped) continue;
      } catch (fault) {
        this.logger.error(`${name}: ${reasonOf(fault)}`);
      }
    }
  }

  private doOne(name: string, chore: Chore): Promise<number> {
    return this.transactions.run(HOUSEKEEPER, async (tx) => {
      const turn = await row<{ mine: boolean }>(tx, ALONE, [name]);
      return turn?.mine ? chore(tx, AT_ONCE) : 0;
    });
  }
}
