import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import { found } from '../cases.store.js';
import { ConsentRow } from './consent.entity.js';

/** What people agreed to; withdrawing marks a row once, and nothing else changes it. */
@Injectable()
export class ConsentsStore {
  ofCase(tx: Tx, caseId: string): Promise<ConsentRow[]> {
    return tx.find(ConsentRow, { where: { caseId }, order: { givenAt: 'DESC', id: 'DESC' } });
  }

  async byId(tx: Tx, caseId: string, id: string): Promise<ConsentRow> {
    return found(await tx.findOneBy(ConsentRow, { id, caseId }));
  }

  async add(tx: Tx, consent: ConsentRow): Promise<void> {
    await tx.insert(ConsentRow, consent);
  }

  async withdraw(tx: Tx, id: string, by: string | null): Promise<void> {
    await tx.update(ConsentRow, { id }, { withdrawnAt: tx.at, withdrawnBy: by });
  }
}
