import { Injectable } from '@nestjs/common';
import { InvalidInput, Refusal, Stale } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles, type CaseFacts, type Tier, type TierReason } from '../../cases/cases.door.js';
import { type Decision, OVERRIDES } from '../household.rules.js';

/** A case's tier once a person has looked at it. */
export interface DecidedTier {
  readonly caseId: string;
  readonly tier: Tier;
  readonly version: number;
  /** Whether the plan is now another one, to be looked at and accepted. */
  readonly replan: boolean;
}

const BY_A_PERSON: ReadonlySet<string> = new Set(OVERRIDES);

/** A person confirms the proposed tier, or sets another and says why. Promises do not move until the new plan is accepted. */
@Injectable()
export class DecideTier {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
  ) {}

  /** @throws NotFound, Forbidden, Refusal `arrivals.closed-case`, Stale, InvalidInput when another tier comes without a reason */
  run(by: PersonActor, caseId: string, decision: Decision, seen?: number): Promise<DecidedTier> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.files.lock(tx, caseId);
      if (file.state === 'closed') throw new Refusal('arrivals.closed-case', { state: file.state });
      if (seen !== undefined && seen !== file.version) throw new Stale();
      const version = await this.files.setTier(tx, caseId, decision.confirmed, reasonsFor(file, decision), by.personId);
      return { caseId, tier: decision.confirmed, version, replan: decision.confirmed !== file.tier };
    });
  }
}

/** The rules' own reasons stay; a person's stands first and replaces the one a person gave before. */
function reasonsFor(file: CaseFacts, { confirmed, because }: Decision): TierReason[] {
  if (confirmed === file.tier && !because) return [...file.tierReasons];
  if (!because) throw new InvalidInput([{ path: 'because', code: 'arrivals.faults.because' }]);
  return [{ tier: confirmed, code: because, field: 'tier' }, ...file.tierReasons.filter(({ code }) => !BY_A_PERSON.has(code))];
}
