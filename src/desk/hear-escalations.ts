import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { FollowUpFactPayloads } from '../follow-ups/follow-ups.door.js';
import { NoticesStore, type News } from './notices.store.js';

type Escalated = FollowUpFactPayloads['checkpoint.escalated'];

/** A promise is so late, or a silence so long, that somebody beside the owner must know: whom the fact names is told. */
@Injectable()
@Hears('checkpoint.escalated')
export class HearEscalations implements FactListener {
  constructor(private readonly notices: NoticesStore) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    await this.notices.tell(tx, facts.flatMap(({ payload }) => escalated(payload as Escalated)));
  }
}

const escalated = ({ to, caseId, checkpointId, code, what, dueAt }: Escalated): News[] =>
  to.map((personId) => ({ personId, kind: 'escalated', subjectId: caseId, caseId, details: { checkpointId, code, what, dueAt } }));
