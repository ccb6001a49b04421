import { Injectable } from '@nestjs/common';
import { Refusal, Stale } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { isContact } from './attempts.rules.js';
import { CompleteCheckpoint, type Completed } from './complete-checkpoint.js';
import { ContactLog, type Tried } from './contact-log.js';
import { NextSteps } from './next-steps.js';
import type { LateReason } from './reasons.rules.js';
import { admitHands, TakeUp } from './take-up.js';

/** An attempt, and the checkpoints it completes if it was a contact: the one it was made for, and others it served. */
export interface NewAttempt extends Tried {
  readonly completes?: readonly string[] | undefined;
  readonly ticks?: readonly string[] | undefined;
  /** Why what it completes comes so late. */
  readonly lateBecause?: LateReason | undefined;
}

/** What an attempt gives back. */
export interface AttemptMade {
  readonly attemptId: string;
  readonly checkpointId: string;
  readonly contact: boolean;
  readonly nextAttempt: { readonly at: Date; readonly channel: string } | null;
  readonly unreached: boolean;
  readonly completed: Completed | null;
}

/** Somebody tried to reach a household. Trying is not succeeding, and the due time never moves for it. */
@Injectable()
export class RecordAttempt {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly log: ContactLog,
    private readonly complete: CompleteCheckpoint,
    private readonly steps: NextSteps,
  ) {}

  run(by: Actor, checkpointId: string, attempt: NewAttempt, seen?: number): Promise<AttemptMade> {
    return this.transactions.run(by, async (tx) => {
      const atHand = await this.takeUp.checkpoint(tx, checkpointId);
      const { checkpoint } = atHand;
      if (checkpoint.state !== 'scheduled') throw new Refusal('follow-ups.not-from-this-state', { state: checkpoint.state });
      admitHands(atHand);
      if (seen !== undefined && seen !== checkpoint.version) throw new Stale();

      const logged = await this.log.write(tx, atHand, attempt);
      const made = { attemptId: logged.attemptId, checkpointId, contact: logged.contact, nextAttempt: logged.next, unreached: logged.unreached };
      if (!isContact(attempt.outcome)) return { ...made, completed: null };

      const [first, ...also] = attempt.completes ?? [];
      if (first === undefined) {
        await this.steps.keep(tx, atHand);
        return { ...made, completed: null };
      }
      const target = atHand.checkpoints.find(({ id }) => id === first) ?? checkpoint;
      const completed = await this.complete.within(tx, { ...atHand, checkpoint: target }, {
        contactId: logged.attemptId, also: target.id === first ? also : [first, ...also], ticks: attempt.ticks, lateBecause: attempt.lateBecause,
      });
      return { ...made, completed };
    });
  }
}
