import { Injectable } from '@nestjs/common';
import { Outbox } from '../../libs/outbox/outbox.js';
import { newId } from '../../libs/sql/id.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { CaseGate } from './case-gate.js';
import { fact } from './cases.events.js';
import { CasesStore } from './cases.store.js';
import { Chronicle } from './chronicle.js';

/** Somebody writes down what the next reader must know; also in a closed case, which may still teach. */
@Injectable()
export class WriteNote {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  run(by: Actor, caseId: string, { body }: { readonly body: string }): Promise<{ noteId: string }> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.gate.look(tx, caseId, 'edit');
      const noteId = newId();
      await this.cases.addNote(tx, { id: noteId, caseId, authorId: by.kind === 'person' ? by.personId : null, body, writtenAt: tx.at });
      await this.chronicle.write(tx, { caseId, kind: 'note.written', subjectId: noteId, details: { noteId } });
      await this.outbox.add(tx, fact('note.written', file, { noteId }));
      return { noteId };
    });
  }
}
