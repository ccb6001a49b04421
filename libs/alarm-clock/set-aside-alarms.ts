import { Inject, Injectable } from '@nestjs/common';
import { changed, one, rows, statement } from '../sql/sql.js';
import type { Tx } from '../transaction/tx.js';
import { RETRY, SET_ASIDE } from './alarms.sql.js';
import { Bells } from './bells.js';

const NOW = statement('alarms.bellNow', `
  select (extract(epoch from clock_timestamp()) * 1000)::bigint as bell, version, 0 as "restMs" from office_clock`);

/** An alarm that failed too often, with why. */
export interface SetAsideAlarm {
  readonly id: number;
  readonly kind: string;
  readonly subjectId: string;
  readonly step: number;
  readonly at: Date;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** What the administrator can see and do about alarms that failed too often. */
@Injectable()
export class SetAsideAlarms {
  constructor(@Inject(Bells) private readonly bells: Bells) {}

  /** The latest five hundred that were set aside. */
  list(tx: Tx): Promise<SetAsideAlarm[]> {
    return rows<SetAsideAlarm>(tx, SET_ASIDE);
  }

  /** Puts one back, to ring at once; false if it is no longer set aside. */
  async retry(tx: Tx, id: number): Promise<boolean> {
    if ((await changed(tx, RETRY, [id])) === 0) return false;
    this.bells.armAfter(tx, [await one(tx, NOW)]);
    return true;
  }
}
