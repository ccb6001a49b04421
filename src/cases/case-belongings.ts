import { Injectable } from '@nestjs/common';
import { statement } from '../../libs/sql/sql.js';
import { engine } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { CaseBelonging } from './cases.policy.js';

const BELONGINGS = statement('cases.belongings', `
  select id, owner_id as "ownerId", team_id as "teamId", restricted from cases where id = any($1::uuid[])`);

/** Whose cases are, for whoever judges by the policy about many cases and many readers at once. */
@Injectable()
export class CaseBelongings {
  constructor(private readonly transactions: Transactions) {}

  async of(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseBelonging>> {
    if (caseIds.length === 0) return new Map();
    const found = await this.transactions.ask<CaseBelonging & { readonly id: string }>(engine('belongings'), BELONGINGS, [caseIds]);
    return new Map(found.map((file) => [file.id, file]));
  }
}
