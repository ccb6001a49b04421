import { Injectable } from '@nestjs/common';
import type { Keyset } from '../../libs/http/keyset.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { CaseGate, type Pass } from './case-gate.js';
import { type AuditLine, CasesQueries, type ConsentSheet } from './cases.queries.js';
import { Chronicle } from './chronicle.js';

/** Looking at who looked: the privacy officer and the team's lead may, and that they did is an entry too. */
@Injectable()
export class ReadRecords {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: CaseGate,
    private readonly queries: CasesQueries,
    private readonly chronicle: Chronicle,
  ) {}

  audit(by: Actor, caseId: string, page: { readonly after?: string | undefined; readonly limit: number }): Promise<Keyset<AuditLine>> {
    return this.transactions.read(by, async (tx) => {
      await this.gate.look(tx, caseId, 'read_audit');
      const lines = await this.queries.audit(tx, caseId, page);
      await this.chronicle.record(tx, { caseId, kind: 'audit.read' });
      return lines;
    });
  }

  consents(by: Actor, caseId: string, pass: Pass = {}): Promise<readonly ConsentSheet[]> {
    return this.transactions.read(by, async (tx) => {
      await this.gate.look(tx, caseId, 'read_consents', pass);
      const { consents } = await this.queries.household(tx, caseId);
      await this.chronicle.record(tx, { caseId, kind: 'consents.read', details: pass.reason ? { reason: pass.reason } : {} });
      return consents;
    });
  }
}
