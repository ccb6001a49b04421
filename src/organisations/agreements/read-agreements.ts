import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { NotFound } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Calendars } from '../calendars.js';
import { maySee } from '../organisations.policy.js';
import { type AgreementFacts, agreementState, type AgreementState, answerDueAt } from './agreement.rules.js';
import { AgreementsStore, type NamedAgreement } from './agreements.store.js';

/** An agreement as it is read. */
export interface ReadAgreement extends Omit<NamedAgreement, 'remindedOf' | 'calendar'> {
  readonly state: AgreementState;
  /** When an answer to what would be asked now would be due, by its promise. */
  readonly answerDueAt: Date | null;
}

/** Agreements, for the office and for the organisation they are with. */
@Injectable()
export class ReadAgreements {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: AgreementsStore,
    private readonly calendars: Calendars,
  ) {}

  list(by: Actor, organisationId: string): Promise<ReadAgreement[]> {
    return this.transactions.read(by, (tx) => this.within(tx, organisationId));
  }

  /** As `list`, in the transaction of a page that shows more. */
  async within(tx: Tx, organisationId: string): Promise<ReadAgreement[]> {
    if (!maySee(tx.by, organisationId)) throw new NotFound();
    await this.store.organisation(tx, organisationId);
    return (await this.store.ofOrganisation(tx, organisationId)).map((each) => this.tell(each, tx.at));
  }

  one(by: Actor, agreementId: string): Promise<ReadAgreement> {
    return this.transactions.read(by, async (tx) => {
      const agreement = await this.store.named(tx, agreementId);
      if (!maySee(by, agreement.organisationId)) throw new NotFound();
      return this.tell(agreement, tx.at);
    });
  }

  private tell({ remindedOf, calendar, ...agreement }: NamedAgreement, at: Date): ReadAgreement {
    const facts = { ...agreement, remindedOf } as AgreementFacts & { startsOn: CivilDate };
    return { ...agreement, state: agreementState(facts, this.calendars.today(at)), answerDueAt: answerDueAt(agreement, at, this.calendars.named(calendar)) ?? null };
  }
}
