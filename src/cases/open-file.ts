import { Injectable } from '@nestjs/common';
import type { Tx } from '../../libs/transaction/tx.js';
import type { CaseFacts } from './case.entity.js';
import { CaseGate, type Pass } from './case-gate.js';
import { type Act, may } from './cases.policy.js';
import { CasesQueries, type HouseholdSheet } from './cases.queries.js';
import { Chronicle } from './chronicle.js';

/** A file as somebody opened it. */
export interface OpenedFile {
  readonly file: CaseFacts;
  readonly household: HouseholdSheet;
}

/** Somebody opens a household's file: they are let in, get it whole, and that they opened it is on record. */
@Injectable()
export class OpenFile {
  constructor(
    private readonly gate: CaseGate,
    private readonly queries: CasesQueries,
    private readonly chronicle: Chronicle,
  ) {}

  /** By default they must be allowed to read it all. Throws the refusal `cases.reason-needed` when they must say why first. */
  async run(tx: Tx, caseId: string, pass: Pass = {}, act: Act = 'read'): Promise<OpenedFile> {
    const file = await this.gate.look(tx, caseId, act, pass);
    const household = await this.queries.household(tx, caseId);
    const explained = may(tx.by, act, file) === 'with_reason';
    await this.chronicle.record(tx, explained
      ? { caseId, kind: 'case.opened-with-reason', details: { reason: pass.reason } }
      : { caseId, kind: 'case.looked-at' });
    return { file, household };
  }
}
