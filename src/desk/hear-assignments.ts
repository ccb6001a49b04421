import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { CaseFactPayloads } from '../cases/cases.door.js';
import { NoticesStore } from './notices.store.js';

const GIVEN_BY = statement('desk.assigned-by', `
  select distinct on (case_id) case_id as "caseId", actor_id as "actorId" from desk_events
  where case_id = any($1::uuid[]) and kind = 'case.assigned' order by case_id, at desc, id desc`);

/** A case changed hands: its new owner is told, unless they took it themselves. */
@Injectable()
@Hears('case.assigned')
export class HearAssignments implements FactListener {
  constructor(private readonly notices: NoticesStore) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const assigned = facts.map(({ payload }) => payload as CaseFactPayloads['case.assigned']);
    const given = await rows<{ caseId: string; actorId: string | null }>(tx, GIVEN_BY, [assigned.map(({ caseId }) => caseId)]);
    const giver = new Map(given.map(({ caseId, actorId }) => [caseId, actorId]));
    await this.notices.tell(tx, assigned.flatMap(({ caseId, ownerId }) => (ownerId === null || giver.get(caseId) === ownerId
      ? []
      : [{ personId: ownerId, kind: 'assigned' as const, subjectId: caseId, caseId, details: {} }])));
  }
}
