import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { CaseFiles, type NextStep } from '../cases/cases.door.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { nextContact, type PlannedContact } from './intervals.rules.js';
import { contactRowOf, firstAlarm } from './planning.js';
import type { CaseAtHand } from './take-up.js';

/** Keeps the continuity guarantee: whatever was just done, the case goes on with a next step that somebody owes. */
@Injectable()
export class NextSteps {
  constructor(
    private readonly store: FollowUpsStore,
    private readonly files: CaseFiles,
    private readonly alarms: AlarmClock,
  ) {}

  /** Adds a contact in between if its tier asks for one or nothing else remains, and tells the case what comes next. */
  async keep(tx: Tx, atHand: CaseAtHand): Promise<NextStep> {
    const { file, office, protocol } = atHand;
    const scheduled = await this.store.scheduledOf(tx, [file.id]);
    const steps: NextStep[] = scheduled.map(({ id, code, dueAt }) => ({ checkpointId: id, code, dueAt }));
    // While nobody has arrived there is nobody to keep in touch with: what was planned stands.
    const contact = file.state === 'expected' && steps.length > 0
      ? undefined
      : nextContact({ ...office, protocol, tier: file.tier, at: tx.at, scheduled: steps.map(({ dueAt }) => dueAt) });
    if (contact) steps.push(await this.add(tx, atHand, contact));

    const next = steps.reduce((one, other) => (other.dueAt < one.dueAt ? other : one));
    await this.files.setNextStep(tx, file.id, next);
    return next;
  }

  /** Schedules one contact and sets its alarm. */
  async add(tx: Tx, { file, office, protocol }: CaseAtHand, contact: PlannedContact): Promise<NextStep> {
    const { ownerId } = file;
    if (ownerId === null) throw new Error('a case without an owner has no next step');
    const row = contactRowOf(contact, { caseId: file.id, ownerId, tier: file.tier });
    await this.store.insert(tx, [row]);
    await this.alarms.setFirst(tx, [firstAlarm(row, protocol, office, tx.at)]);
    return { checkpointId: row.id, code: row.code, dueAt: row.dueAt };
  }
}
