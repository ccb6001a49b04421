import { Injectable } from '@nestjs/common';
import { changed, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { found } from '../cases.store.js';
import { guardedUpdate } from '../../../libs/transaction/guarded-update.js';
import { ContactWayRow } from './contact-way.entity.js';

const PREFER_NO_OTHER = statement('cases.prefer-no-other-way', 'update contact_ways set preferred = false where case_id = $1 and id <> $2 and preferred');

/** The ways to reach a household. The case's lock covers them: whoever writes holds it. */
@Injectable()
export class ContactWaysStore {
  ofCase(tx: Tx, caseId: string): Promise<ContactWayRow[]> {
    return tx.find(ContactWayRow, { where: { caseId }, order: { preferred: 'DESC', id: 'ASC' } });
  }

  async byId(tx: Tx, caseId: string, id: string): Promise<ContactWayRow> {
    return found(await tx.findOneBy(ContactWayRow, { id, caseId }));
  }

  async add(tx: Tx, way: ContactWayRow): Promise<void> {
    await tx.insert(ContactWayRow, way);
  }

  change(tx: Tx, seen: Pick<ContactWayRow, 'id' | 'version'>, patch: Partial<ContactWayRow>): Promise<number> {
    return guardedUpdate(tx, ContactWayRow, seen, patch);
  }

  /** One way is preferred; the others are not any more. */
  async preferNoOther(tx: Tx, caseId: string, id: string): Promise<void> {
    await changed(tx, PREFER_NO_OTHER, [caseId, id]);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.delete(ContactWayRow, { id });
  }
}
