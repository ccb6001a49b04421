import { Injectable } from '@nestjs/common';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { ArrivalFactPayloads } from '../arrivals/arrivals.events.js';
import type { FollowUpFactPayloads } from '../follow-ups/follow-ups.door.js';
import { NoticesStore, type News } from './notices.store.js';

type Asked = FollowUpFactPayloads['arrival.asked'];
type Loaded = ArrivalFactPayloads['arrival-list.loaded'];

/** A list is loaded: whoever brought it is told. A planned day has passed: somebody must say whether they came. */
@Injectable()
@Hears('arrival-list.loaded', 'arrival.asked')
export class HearArrivals implements FactListener {
  constructor(private readonly notices: NoticesStore) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    await this.notices.tell(tx, facts.flatMap(({ type, payload }) => (type === 'arrival.asked' ? asked(payload as Asked) : [loaded(payload as Loaded)])));
  }
}

const asked = ({ caseId, to, times }: Asked): News[] =>
  to.map((personId) => ({ personId, kind: 'arrival-asked', subjectId: caseId, caseId, details: { times } }));

const loaded = ({ importId, uploadedBy, loaded: households, repeats, rejected }: Loaded): News =>
  ({ personId: uploadedBy, kind: 'import-done', subjectId: importId, caseId: null, details: { loaded: households, repeats, rejected } });
