import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Refusal } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import { type Arrived, type CaseFacts, CaseFiles, type Pass, type ReopenReason } from '../cases/cases.door.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { contactAfterReopening } from './intervals.rules.js';
import { OfficeCalendars } from './office-calendars.js';
import { contactRowOf, firstAlarm } from './planning.js';
import { Protocols } from './protocols.js';

/** What reopening gives back. */
export interface Reopened { readonly id: string; readonly state: 'open'; readonly version: number; readonly next: { readonly checkpointId: string; readonly dueAt: Date } }

/** A household comes back: they are heard from within one business day. */
@Injectable()
export class ReopenCase {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly store: FollowUpsStore,
    private readonly calendars: OfficeCalendars,
    private readonly protocols: Protocols,
    private readonly alarms: AlarmClock,
  ) {}

  run(by: Actor, caseId: string, reason: ReopenReason, pass: Pass & { readonly arrived?: Arrived | undefined } = {}): Promise<Reopened> {
    return this.transactions.run(by, async (tx) => {
      const file = await this.files.lock(tx, caseId, 'edit');
      const office = await this.calendars.of(tx, file.teamId);
      const protocol = this.protocols.of(file);
      const ownerId = await this.ownerOf(tx, file);
      const contact = contactAfterReopening({ ...office, protocol, tier: file.tier, at: tx.at });
      const row = contactRowOf(contact, { caseId, ownerId, tier: file.tier });
      const { arrived, ...rest } = pass;

      const version = await this.files.reopen(tx, caseId, reason, { checkpointId: row.id, code: row.code, dueAt: row.dueAt }, arrived, rest);
      await this.store.insert(tx, [row]);
      await this.alarms.setFirst(tx, [firstAlarm(row, protocol, office, tx.at)]);
      return { id: caseId, state: 'open', version, next: { checkpointId: row.id, dueAt: row.dueAt } };
    });
  }

  /** Whoever owned it, if they are still here; else it must be given to somebody first. */
  private async ownerOf(tx: Tx, file: CaseFacts): Promise<string> {
    const owner = file.ownerId === null ? undefined : await this.people.byId(tx, file.ownerId);
    if (owner?.state !== 'active') throw new Refusal('follow-ups.owner-gone', { state: file.state });
    return owner.id;
  }
}
