import { Injectable } from '@nestjs/common';
import { changed, rows } from '../sql/sql.js';
import type { Tx } from '../transaction/tx.js';
import { RETRY, SET_ASIDE } from './outbox.sql.js';

/** A fact that a listener failed to hear too often, with why. */
export interface SetAsideDelivery {
  readonly id: number;
  readonly listener: string;
  readonly factId: number;
  readonly type: string;
  readonly subjectId: string;
  readonly at: Date;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** What the administrator can see and do about facts that a listener could not hear. */
@Injectable()
export class SetAsideDeliveries {
  /** The latest five hundred that were set aside. */
  list(tx: Tx): Promise<SetAsideDelivery[]> {
    return rows<SetAsideDelivery>(tx, SET_ASIDE);
  }

  /** Puts one back, to be heard within the second; false if it is no longer set aside. */
  async retry(tx: Tx, id: number): Promise<boolean> {
    return (await changed(tx, RETRY, [id])) > 0;
  }
}
