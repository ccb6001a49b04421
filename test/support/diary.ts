import { DemoClock } from '../../libs/clock/demo-clock.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Watchdog } from '../../src/follow-ups/watchdog.js';
import { until } from './clockwork.js';
import type { Product } from './product.js';
import type { Client } from './signed-in.js';

/** A checkpoint as the API tells it. */
export interface Promised {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly dueAt: string;
  readonly standardDueAt: string;
  readonly step: number;
  readonly ownerId: string;
  readonly nextAttemptAt: string | null;
  readonly nextAttemptChannel: string | null;
  readonly brokenAt: string | null;
  readonly version: number;
}

/** A case as the API tells it. */
export interface CaseFile {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly tier: string;
  readonly ownerId: string;
  readonly nextDueAt: string | null;
  readonly unreachedSince: string | null;
  readonly newcomers: readonly { readonly id: string; readonly version: number }[];
  readonly needs: readonly { readonly code: string; readonly score: number; readonly first: number; readonly times: number }[];
  readonly consents: readonly { readonly id: string; readonly inForce: boolean }[];
  readonly checkpoints: readonly Promised[];
}

/** What happened, as the outbox keeps it. */
export interface Told { readonly type: string; readonly payload: Record<string, unknown> }

/** A diary over the running product: its days pass by the office's clock, and what must happen is waited for. */
export class Diary {
  private readonly clock: DemoClock;

  constructor(private readonly product: Product) {
    this.clock = new DemoClock(product.app.get(Transactions, { strict: false }));
  }

  /** It is this moment now, by the office's clocks. */
  async now(localTime: string): Promise<void> {
    await this.clock.set({ jumpTo: new Date(`${localTime}-05:00`) });
  }

  /** Waits until facts of a type were told about a subject; more of them than expected is a fault as well. */
  async told(type: string, subjectId: string, times = 1): Promise<readonly Told[]> {
    const facts = () => this.product.sql<Told>('select type, payload from facts where type = $1 and subject_id = $2 order by id', [type, subjectId]);
    await until(`${type} was told ${times} time(s)`, async () => (await facts()).length >= times);
    const found = await facts();
    if (found.length !== times) throw new Error(`${type} was told ${found.length} times instead of ${times}`);
    return found;
  }

  /** Waits until somebody has an unread notice about a case. */
  async noticed(reader: Client, kind: string, caseId: string): Promise<Record<string, unknown>> {
    const mine = async () => (await reader.json<{ items: { kind: string; caseId: string; details: Record<string, unknown> }[] }>('/api/notices?unread=true')).items
      .find((notice) => notice.kind === kind && notice.caseId === caseId)?.details;
    await until(`there is a notice: ${kind}`, async () => (await mine()) !== undefined);
    return (await mine()) ?? {};
  }

  /** How many people the desk says have no next step, right after the watchdog looked at everything. */
  async forgotten(reader: Client): Promise<number> {
    await this.product.app.get(Watchdog, { strict: false }).look({ whole: true });
    const { continuity } = await reader.json<{ continuity: { forgotten: number } | null }>('/api/desk');
    return continuity?.forgotten ?? Number.NaN;
  }

  /** Cases without a promise that somebody active owes and that will ring: by the rows themselves. */
  async withoutNextStep(): Promise<string[]> {
    const found = await this.product.sql<{ number: string }>(`select number from cases c where state <> 'closed' and not exists (
      select from checkpoints k join people p on p.id = k.owner_id and p.state = 'active'
      join alarms a on a.kind = 'checkpoint' and a.subject_id = k.id and a.state = 'pending' and a.at > office_now() - interval '1 minute'
      where k.case_id = c.id and k.state = 'scheduled')`);
    return found.map(({ number }) => number);
  }
}
