import { Injectable } from '@nestjs/common';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CasesQueries, type HouseholdSheet, OfficeDay } from '../../cases/cases.door.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import type { SharingConsent } from '../sharing/share.rules.js';
import { SharesStore } from '../sharing/shares.store.js';
import type { Way } from '../referral.rules.js';
import { AnswerHistory } from '../suggestions/answer-history.js';
import type { Curve } from '../suggestions/curve.rules.js';
import type { PastOffer } from '../suggestions/memory.rules.js';

/** What whoever asks services must know of them and of the household. */
export interface Grounds {
  readonly services: ReadonlyMap<string, ServiceToAsk>;
  readonly consents: readonly SharingConsent[];
  readonly household: HouseholdSheet;
}

/** What whoever chooses services must know beside that: what was asked before, what agreements still hold, how they answer. */
export interface ChoosingGrounds extends Grounds {
  readonly today: string;
  readonly past: readonly PastOffer[];
  /** By service, where an agreement sets a number. */
  readonly quotas: ReadonlyMap<string, number>;
  /** By service; only a wave asks for them. */
  readonly curves: ReadonlyMap<string, Curve>;
}

/** Reads what asking needs, in one round trip. */
@Injectable()
export class ReadGrounds {
  constructor(
    private readonly services: ServicesToAsk,
    private readonly shares: SharesStore,
    private readonly cases: CasesQueries,
    private readonly day: OfficeDay,
    private readonly history: AnswerHistory,
  ) {}

  /** For services that are to be asked for a need; agreements with a quota, and a wave, cost a round trip more. */
  async choosing(tx: Tx, { caseId, need }: { readonly caseId: string; readonly need: string }, { services, way }: { readonly services: readonly string[]; readonly way: Way }): Promise<ChoosingGrounds> {
    const [grounds, past] = await together(this.run(tx, caseId, services), this.history.past(tx, caseId, need));
    const asked = [...grounds.services.values()];
    const [quotas, curves] = await together(this.history.quotas(tx, asked), way === 'wave' ? this.history.curves(tx, asked) : Promise.resolve(new Map<string, Curve>()));
    return { ...grounds, past, quotas, curves, today: this.day.of(tx.at) };
  }

  async run(tx: Tx, caseId: string, serviceIds: readonly string[]): Promise<Grounds> {
    const [services, consents, household] = await together(
      this.services.byIds(tx, serviceIds), this.shares.consentsOf(tx, caseId, this.day.of(tx.at)), this.cases.household(tx, caseId),
    );
    return { services, consents, household };
  }
}
