import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { type Colleague, People } from '../accounts/accounts.door.js';
import { CaseFiles, type Pass } from '../cases/cases.door.js';
import { FollowUpsStore } from './follow-ups.store.js';

/** What assigning gives back. */
export interface Assigned { readonly ids: readonly string[]; readonly ownerId: string; readonly checkpoints: number }

/** Cases go to another owner, and with them what is promised; due dates never move. All of them, or none. */
@Injectable()
export class AssignCases {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly store: FollowUpsStore,
  ) {}

  run(by: Actor, caseIds: readonly string[], ownerId: string, pass: Pass = {}): Promise<Assigned> {
    return this.transactions.run(by, (tx) => this.within(tx, caseIds, ownerId, pass));
  }

  /** In the caller's transaction. @throws InvalidInput when the new owner cannot own cases; NotFound, Forbidden by cases' policy */
  async within(tx: Tx, caseIds: readonly string[], ownerId: string, pass: Pass = {}): Promise<Assigned> {
    const ids = [...new Set(caseIds)];
    const owner = await this.people.byId(tx, ownerId);
    if (!owner || !mayOwn(owner)) throw new InvalidInput([{ path: 'ownerId', code: 'follow-ups.faults.cannot-own' }]);
    await this.files.assign(tx, ids, { id: owner.id, teamId: owner.teamId }, pass);
    return { ids, ownerId, checkpoints: await this.store.rehome(tx, ids, owner.id) };
  }
}

/** Whether somebody can owe a household its next step. */
export function mayOwn({ state, roles }: Pick<Colleague, 'state' | 'roles'>): boolean {
  return state === 'active' && (roles.includes('caseworker') || roles.includes('team_lead'));
}
