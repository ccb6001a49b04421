import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { CaseRow } from '../case.entity.js';
import { fact } from '../cases.events.js';
import { Chronicle, type Happening } from '../chronicle.js';
import { blocksMessages } from './contact.rules.js';
import { ContactWaysStore } from './contact-ways.store.js';

/** After any change of a way: the record, and word to whoever sends messages whether any may still leave. */
@Injectable()
export class TellWaysChanged {
  constructor(
    private readonly ways: ContactWaysStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  async run(tx: Tx, file: CaseRow, happening: Omit<Happening, 'caseId'>): Promise<void> {
    await this.chronicle.write(tx, { caseId: file.id, ...happening });
    const messagesBlocked = blocksMessages(await this.ways.ofCase(tx, file.id));
    await this.outbox.add(tx, fact('contact-ways.changed', file, { messagesBlocked }));
  }
}
