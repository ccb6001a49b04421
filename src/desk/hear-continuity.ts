import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import type { FollowUpFactPayloads } from '../follow-ups/follow-ups.door.js';
import { NoticesStore } from './notices.store.js';

/** The guarantee is one thing, so its news is one notice however many households it is about. */
const THE_GUARANTEE = '00000000-0000-7000-8000-000000000000';

/** The watchdog found people with no next step: managers and administrators are told at once. */
@Injectable()
@Hears('continuity.broken')
export class HearContinuity implements FactListener {
  constructor(
    private readonly notices: NoticesStore,
    private readonly people: People,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const last = facts.at(-1);
    if (!last) return;
    const told = [...await this.people.managers(tx), ...await this.people.administrators(tx)];
    const { forgotten, healed } = last.payload as FollowUpFactPayloads['continuity.broken'];
    await this.notices.tell(tx, [...new Set(told.map(({ id }) => id))].map((personId) => (
      { personId, kind: 'continuity' as const, subjectId: THE_GUARANTEE, caseId: null, details: { forgotten, healed } })));
  }
}
