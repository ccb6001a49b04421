import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound, Refusal, Stale } from '../../libs/http/refusal.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import type { CaseRow } from './case.entity.js';
import { may, type Act, type OpeningReason } from './cases.policy.js';
import { CasesStore } from './cases.store.js';

/** What somebody brings to the gate besides themselves. */
export interface Pass {
  /** The version that their change was made on, if they say so. */
  readonly seen?: number | undefined;
  /** Why they open a restricted case, if they must say. */
  readonly reason?: OpeningReason | undefined;
}

/** The one way to a case: nobody gets a row whom the policy does not let have it. */
@Injectable()
export class CaseGate {
  constructor(
    private readonly cases: CasesStore,
    private readonly people: People,
  ) {}

  /** Locks a case for a change. Throws `NotFound`, `Forbidden` or a `Refusal` by policy, and `Stale` if it changed since it was seen. */
  async enter(tx: Tx, caseId: string, act: Act = 'edit', pass: Pass = {}): Promise<CaseRow> {
    const file = await this.cases.lock(tx, caseId);
    await this.admit(tx, act, file, pass);
    if (pass.seen !== undefined && pass.seen !== file.version) throw new Stale();
    return file;
  }

  /** Locks several cases, all of which must be allowed. */
  async enterMany(tx: Tx, caseIds: readonly string[], act: Act, pass: Pass = {}): Promise<CaseRow[]> {
    const files = await this.cases.lockMany(tx, caseIds);
    for (const file of files) await this.admit(tx, act, file, pass);
    return files;
  }

  /** Reads a case without locking it. */
  async look(tx: Tx, caseId: string, act: Act = 'read', pass: Pass = {}): Promise<CaseRow> {
    const file = await this.cases.byId(tx, caseId);
    await this.admit(tx, act, file, pass);
    return file;
  }

  /** Lets somebody act on a case, or throws: what they may not even glimpse does not exist for them. */
  private async admit(tx: Tx, act: Act, file: CaseRow, { reason }: Pass): Promise<void> {
    const answer = may(tx.by, act, file);
    if (answer === 'yes' || (answer === 'with_reason' && reason !== undefined)) return;
    if (await this.standsIn(tx, act, file)) return;
    if (answer === 'with_reason') throw new Refusal('cases.reason-needed');
    throw may(tx.by, 'glimpse', file) === 'no' ? new NotFound() : new Forbidden();
  }

  /** Whoever covers the owner, or answers for the team at this hour, stands where the owner stands. */
  private async standsIn(tx: Tx, act: Act, file: CaseRow): Promise<boolean> {
    const { by } = tx;
    if (by.kind !== 'person' || may(by, act, { ...file, ownerId: by.personId }) !== 'yes') return false;
    if (file.ownerId && (await this.people.coverFor(tx, file.ownerId, tx.at)) === by.personId) return true;
    return (await this.people.onDuty(tx, file.teamId, tx.at)) === by.personId;
  }
}
