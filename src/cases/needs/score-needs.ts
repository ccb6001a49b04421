import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { newId } from '../../../libs/sql/id.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseGate } from '../case-gate.js';
import { fact } from '../cases.events.js';
import { Chronicle } from '../chronicle.js';
import type { NeedsInput } from './needs.dto.js';
import { repeated } from './needs.rules.js';
import { NeedsStore } from './needs.store.js';

/** Somebody looked at how the household is doing, in as many needs as they spoke about. */
@Injectable()
export class ScoreNeeds {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly needs: NeedsStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, caseId: string, { scores }: NeedsInput): Promise<{ caseId: string; scored: number }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.enter(tx, caseId);
      if (file.state === 'closed') throw new Refusal('cases.closed');
      if (repeated(scores.map(({ code }) => code)).length > 0) throw new InvalidInput([{ path: 'scores', code: 'cases.faults.need-twice' }]);

      const scoredBy = by.kind === 'person' ? by.personId : null;
      await this.needs.add(tx, scores.map(({ code, score, note = null }) => ({ id: newId(), caseId, code, score, note, scoredAt: tx.at, scoredBy })));
      const coded = scores.map(({ code, score }) => ({ code, score }));
      await this.chronicle.write(tx, { caseId, kind: 'need.scored', details: { scores: coded } });
      await this.outbox.add(tx, fact('need.scored', file, { scores: coded }));
      return { caseId, scored: scores.length };
    });
  }
}
