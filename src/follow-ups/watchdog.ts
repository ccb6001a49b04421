import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { realNow } from '../../libs/clock/real-time.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { changed, one, row, rows, statement } from '../../libs/sql/sql.js';
import { engine } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { fact } from './follow-ups.events.js';
import { OfficeCalendars } from './office-calendars.js';
import { CHECKPOINT_ALARM, firstAlarm } from './planning.js';
import type { Tier } from './protocol.rules.js';
import { Protocols } from './protocols.js';

const WATCHDOG = engine('watchdog');

/** How often it looks, and how often it looks at everything rather than at what comes next. Real milliseconds. */
const LOOK_MS = 30_000;
const WHOLE_LOOK_MS = 3_600_000;

/** One look at a time in the whole office, whichever process takes it. */
const TAKE_TURN = statement('watchdog.turn', `select pg_try_advisory_xact_lock(hashtext('passerelle.watchdog')) as mine`);

const LOST_ALARMS = `
  select k.id, k.tier, k.due_at as "dueAt", k.started_at as "startedAt", c.team_id as "teamId", c.protocol_code as "protocolCode", c.protocol_version as "protocolVersion"
  from checkpoints k join cases c on c.id = k.case_id
  where k.state = 'scheduled' and c.state <> 'closed'
    and not exists (select from alarms a where a.kind = '${CHECKPOINT_ALARM}' and a.subject_id = k.id and a.state in ('pending', 'set_aside'))`;

/** Every scheduled checkpoint whose alarm is gone; one that was set aside is the administrator's to retry. */
const LOST_ANYWHERE = statement('watchdog.lost-alarms', `${LOST_ALARMS} limit 5000`);
const LOST_NEXT = statement('watchdog.lost-next-alarms', `${LOST_ALARMS} and k.id = c.next_checkpoint_id limit 5000`);

/**
 * People with no next step: what their case names as next is not there, not scheduled, or nobody active owes it, or no
 * alarm will ring for it; and no other checkpoint of theirs is in order either. And whoever lost a promise altogether.
 */
const SUSPECTS = statement('watchdog.suspects', `
  select c.id from cases c
  left join checkpoints k on k.id = c.next_checkpoint_id and k.case_id = c.id and k.state = 'scheduled'
  left join people p on p.id = k.owner_id
  left join alarms a on a.kind = '${CHECKPOINT_ALARM}' and a.subject_id = k.id and a.state = 'pending'
  where c.state <> 'closed' and (k.id is null or p.state is distinct from 'active' or a.id is null)`);

// A question of its own, so that it is asked of suspects only.
const FORGOTTEN = statement('watchdog.forgotten', `
  with forgotten as (
    select c.id from cases c where c.id = any($1::uuid[]) and (
      not exists (select from checkpoints k where k.id = c.next_checkpoint_id) or not exists (
        select from checkpoints k join people p on p.id = k.owner_id and p.state = 'active'
        join alarms a on a.kind = '${CHECKPOINT_ALARM}' and a.subject_id = k.id and a.state = 'pending'
        where k.case_id = c.id and k.state = 'scheduled'))
    union
    select l.case_id from lost_checkpoints l join cases c on c.id = l.case_id and c.state <> 'closed' where l.answered_at is null)
  select count(*)::int as forgotten, coalesce((array_agg(id order by id))[1:500], '{}') as "caseIds" from forgotten`);

const LOOKED_LAST = statement('watchdog.last-look', 'select forgotten, case_ids as "caseIds" from continuity_looks');

const LOOKED = statement('watchdog.looked', `
  insert into continuity_looks (one, looked_at, forgotten, case_ids) values (true, clock_timestamp(), $1, $2::uuid[])
  on conflict (one) do update set looked_at = excluded.looked_at, forgotten = excluded.forgotten, case_ids = excluded.case_ids`);

interface Unalarmed { readonly id: string; readonly tier: Tier; readonly dueAt: Date; readonly startedAt: Date; readonly teamId: string; readonly protocolCode: string; readonly protocolVersion: number }

/** What one look found. `healed` alarms had been lost, and were set again. */
export interface Look {
  readonly forgotten: number;
  readonly caseIds: readonly string[];
  readonly healed: number;
}

/** Proves the continuity guarantee every half minute, from the rows themselves, and mends what can be mended. */
@Injectable()
export class Watchdog {
  constructor(
    private readonly transactions: Transactions,
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly calendars: OfficeCalendars,
    private readonly protocols: Protocols,
  ) {}

  /** Looks once; nothing while another process is looking. `whole`: at every checkpoint, not only at what comes next. */
  look({ whole = false } = {}): Promise<Look | undefined> {
    return this.transactions.run(WATCHDOG, async (tx) => {
      if (!(await row<{ mine: boolean }>(tx, TAKE_TURN))?.mine) return undefined;
      const healed = await this.heal(tx, whole);
      const before = await row<{ forgotten: number; caseIds: string[] }>(tx, LOOKED_LAST);
      const suspects = (await rows<{ id: string }>(tx, SUSPECTS)).map(({ id }) => id);
      const now = await one<{ forgotten: number; caseIds: string[] }>(tx, FORGOTTEN, [suspects]);
      await changed(tx, LOOKED, [now.forgotten, now.caseIds]);

      const known = new Set(before?.caseIds);
      const news = now.caseIds.filter((id) => !known.has(id));
      const first = news[0] ?? healed[0];
      if (first) await this.outbox.add(tx, fact('continuity.broken', first, { caseIds: news, forgotten: now.forgotten, healed: healed.length }));
      return { ...now, healed: healed.length };
    });
  }

  private async heal(tx: Tx, whole: boolean): Promise<string[]> {
    const lost = await rows<Unalarmed>(tx, whole ? LOST_ANYWHERE : LOST_NEXT);
    const offices = await this.calendars.ofAll(tx, lost.map(({ teamId }) => teamId));
    await this.alarms.set(tx, lost.map((each) =>
      firstAlarm(each, this.protocols.of(each), offices.get(each.teamId) ?? this.calendars.named(null), tx.at)));
    return lost.map(({ id }) => id);
  }
}

/** Keeps the watchdog looking in a process that carries the workers. */
@Injectable()
export class WatchdogRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('watchdog');
  private timer: NodeJS.Timeout | undefined;
  private wholeAt = -Infinity;
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly watchdog: Watchdog) {}

  onApplicationBootstrap(): void {
    this.soon(1_000);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private soon(ms: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.round().finally(() => this.soon(LOOK_MS));
    }, ms);
    this.timer.unref();
  }

  private async round(): Promise<void> {
    const whole = realNow() - this.wholeAt > WHOLE_LOOK_MS;
    try {
      const look = await this.watchdog.look({ whole });
      if (look && whole) this.wholeAt = realNow();
      if (look && look.forgotten > 0) this.logger.error(`${look.forgotten} case(s) without a next step`);
      if (look && look.healed > 0) this.logger.warn(`${look.healed} lost alarm(s) set again`);
    } catch (fault) {
      this.logger.error(`could not look: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
}
