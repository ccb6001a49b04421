import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, InvalidInput, NotFound, Refusal } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayKeepRoster } from '../accounts.policy.js';
import { PeopleStore } from '../people/people.store.js';
import type { NewDuty } from './duties.dto.js';
import { DutiesQueries } from './duties.queries.js';
import { DutyEntity } from './duty.entity.js';

/** Leads and managers say who answers after hours and who stands in for whom. */
@Injectable()
export class KeepRoster {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly duties: DutiesQueries,
    private readonly audit: Audit,
  ) {}

  /** Puts a turn on the roster. Two people are never on the same duty at once. */
  add(by: PersonActor, duty: NewDuty): Promise<{ id: string }> {
    if (duty.fromAt >= duty.untilAt) throw new InvalidInput([{ path: 'untilAt', code: 'accounts.faults.ends-before' }]);
    return this.transactions.run(by, async (tx) => {
      const turn: DutyEntity = { teamId: null, forPersonId: null, ...duty, id: newId() };
      // Whoever writes the same place of the roster waits here.
      const absent = turn.forPersonId === null ? null : await this.people.lockOfOffice(tx, turn.forPersonId);
      if (turn.teamId !== null) await this.people.lockTeam(tx, turn.teamId);
      if (!mayKeepRoster(by, absent?.teamId ?? turn.teamId)) throw new Forbidden();
      await this.judge(tx, turn);
      await tx.insert(DutyEntity, turn);
      await this.audit.record(tx, {
        chain: turn.personId, action: 'duty.given', subjectId: turn.id,
        details: { kind: turn.kind, teamId: turn.teamId, forPersonId: turn.forPersonId, fromAt: turn.fromAt, untilAt: turn.untilAt },
      });
      return { id: turn.id };
    });
  }

  /** Takes a turn off the roster. */
  remove(by: PersonActor, id: string): Promise<{ removed: true }> {
    return this.transactions.run(by, async (tx) => {
      const turn = await tx.findOne(DutyEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!turn) throw new NotFound();
      const absent = turn.forPersonId === null ? null : await this.people.lockOfOffice(tx, turn.forPersonId);
      if (!mayKeepRoster(by, absent?.teamId ?? turn.teamId)) throw new Forbidden();
      await tx.delete(DutyEntity, { id });
      await this.audit.record(tx, { chain: turn.personId, action: 'duty.taken', subjectId: id, details: { kind: turn.kind } });
      return { removed: true as const };
    });
  }

  private async judge(tx: Tx, turn: DutyEntity): Promise<void> {
    if (turn.personId === turn.forPersonId) throw new Refusal('accounts.covers-oneself');
    const person = await this.people.lockOfOffice(tx, turn.personId);
    if (person.state !== 'active') throw new Refusal('accounts.not-active', { state: person.state });
    if (await this.duties.clashes(tx, turn)) throw new Refusal('accounts.duty-clash');
  }
}
