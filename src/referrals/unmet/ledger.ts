import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import { newId } from '../../../libs/sql/id.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { CaseFacts } from '../../cases/cases.door.js';
import type { ReferralRow } from '../referral.entity.js';
import { inTurn, nextLookOn, type Waiting } from './unmet.rules.js';

/** A need that nobody could meet is looked at again, though nobody told of room. */
export const LOOK_ALARM = 'unmet-look';
/** Half past nine: whoever owns the case is at their desk. */
const MORNING = 9 * 60 + 30;

/** More than that at once is the next telling's turn. */
const AT_ONCE = 200;
const WAITING = 'u.id, u.referral_id as "referralId", u.case_id as "caseId", u.need, u.tier, u.since';

const OPEN = statement('unmet.open', `
  insert into unmet_needs (id, referral_id, case_id, need, tier, borough, languages, reason, since, demo) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (referral_id) where settled_at is null do nothing returning id`);
const SETTLE = statement('unmet.settle', `
  update unmet_needs set settled_at = $2, settled_by = $3, service_id = $4 where referral_id = $1 and settled_at is null returning id`);
const FOR_NEEDS = statement('unmet.for-needs', `
  select ${WAITING} from unmet_needs u where u.settled_at is null and u.need = any($1::text[]) order by u.tier, u.since, u.id limit ${AT_ONCE}`);
const ONE = statement('unmet.one', `select ${WAITING} from unmet_needs u where u.id = $1 and u.settled_at is null`);
const UNLISTED = statement('unmet.unlisted', `
  select r.id, r.need, r.tier, r.demo, r.reason from referrals r where r.case_id = $1 and r.state = 'unmet' and not exists (select from unmet_needs u where u.referral_id = r.id and u.settled_at is null) order by r.id`);
const SETTLE_CLOSED = statement('unmet.settle-closed', `
  update unmet_needs u set settled_at = $2, settled_by = 'case_closed' from cases c where u.case_id = $1 and u.settled_at is null and c.id = u.case_id and c.state = 'closed' returning u.id`);

/** What nobody could meet: a row from the moment that is known until room appears or the office decides otherwise. */
@Injectable()
export class Ledger {
  constructor(
    private readonly alarms: AlarmClock,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  async open(tx: Tx, { id, need, tier, demo }: Pick<ReferralRow, 'id' | 'need' | 'tier' | 'demo'>, file: CaseFacts, reason: string): Promise<void> {
    const opened = await row<{ id: string }>(tx, OPEN, [newId(), id, file.id, need, tier, file.borough, [file.language, ...file.languages], reason, tx.at, demo]);
    if (opened) await this.lookAgain(tx, opened);
  }

  async settle(tx: Tx, referralId: string, by: 'room' | 'office' | 'case_closed', serviceId: string | null): Promise<void> {
    await this.unlook(tx, await rows<{ id: string }>(tx, SETTLE, [referralId, tx.at, by, serviceId]));
  }

  /** It is looked at a month from now; `alarmId`: the alarm that rang just now. */
  async lookAgain(tx: Tx, { id, alarmId }: { readonly id: string; readonly alarmId?: number }): Promise<void> {
    const at = instantOf(nextLookOn(civilDateAt(tx.at, this.env.OFFICE_ZONE)), MORNING, this.env.OFFICE_ZONE);
    await this.alarms.set(tx, [{ kind: LOOK_ALARM, subjectId: id, at, ...(alarmId === undefined ? {} : { id: alarmId }) }]);
  }

  /** Those that wait for somebody who answers one of some needs, in turn. */
  async waitingFor(tx: Tx, needs: readonly string[]): Promise<Waiting[]> {
    return needs.length === 0 ? [] : inTurn(await rows<Waiting>(tx, FOR_NEEDS, [needs]));
  }

  /** One that still waits. */
  one(tx: Tx, id: string): Promise<Waiting | undefined> {
    return row<Waiting>(tx, ONE, [id]);
  }

  /** Referrals of a case that nobody could meet and that are not on the ledger: the case was closed meanwhile. */
  unlistedOf(tx: Tx, caseId: string): Promise<Pick<ReferralRow, 'id' | 'need' | 'tier' | 'demo' | 'reason'>[]> {
    return rows(tx, UNLISTED, [caseId]);
  }

  /** What a case that is closed left on it. */
  async settleClosed(tx: Tx, caseId: string): Promise<void> {
    await this.unlook(tx, await rows<{ id: string }>(tx, SETTLE_CLOSED, [caseId, tx.at]));
  }

  private async unlook(tx: Tx, settled: readonly { readonly id: string }[]): Promise<void> {
    await this.alarms.cancel(tx, LOOK_ALARM, settled.map(({ id }) => id));
  }
}
