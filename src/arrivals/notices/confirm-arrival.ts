import { Injectable } from '@nestjs/common';
import { Refusal, Stale } from '../../../libs/http/refusal.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles } from '../../cases/cases.door.js';
import { ReanchorPlan } from '../../follow-ups/follow-ups.door.js';
import type { ArrivedInput } from '../arrivals.dto.js';
import { JudgeHousehold } from '../judge-household.js';

/** The case that is now open, and what comes next. */
export interface ConfirmedArrival {
  readonly caseId: string;
  readonly state: 'open';
  readonly next: { readonly checkpointId: string; readonly code: string; readonly dueAt: Date };
}

/** An expected household came: their case opens and their first days run from the day they really came. */
@Injectable()
export class ConfirmArrival {
  constructor(
    private readonly transactions: Transactions,
    private readonly judge: JudgeHousehold,
    private readonly files: CaseFiles,
    private readonly reanchor: ReanchorPlan,
  ) {}

  /** @throws NotFound, Forbidden, Refusal with the present state when nobody is expected, Stale, InvalidInput for a day that has not come */
  run(by: PersonActor, caseId: string, { arrivalOn, arrivalTime, provinceArrivalOn }: ArrivedInput, seen?: number): Promise<ConfirmedArrival> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.files.lock(tx, caseId);
      if (file.state !== 'expected') throw new Refusal('arrivals.not-expected', { state: file.state });
      if (seen !== undefined && seen !== file.version) throw new Stale();
      const arrived = this.judge.arrived(tx, { arrivalOn, arrivalTime });
      const { next } = await this.reanchor.run(tx, caseId, { ...arrived, ...(provinceArrivalOn === undefined ? {} : { provinceArrivalOn }) });
      return { caseId, state: 'open', next };
    });
  }
}
