import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../libs/http/refusal.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Chronicle } from '../cases/cases.door.js';
import { BreachesStore } from './breaches.store.js';
import type { Checkpoint } from './checkpoint.entity.js';
import { reachedHead } from './escalation.rules.js';
import type { LateReason } from './reasons.rules.js';

/** Asks, when a promise is settled at the end of the ladder, why it was broken, and writes the answer down with the deed. */
@Injectable()
export class LateReasons {
  constructor(private readonly breaches: BreachesStore, private readonly chronicle: Chronicle) {}

  /** The checkpoints that nobody may settle without a reason: the head of office heard of them, and nobody has explained them. */
  async wantedFor(tx: Tx, checkpoints: readonly Checkpoint[]): Promise<ReadonlySet<string>> {
    const late = checkpoints.filter(({ state, step }) => state === 'scheduled' && reachedHead(step));
    return late.length === 0 ? new Set() : this.breaches.unexplained(tx, late.map(({ id }) => id));
  }

  /**
   * Takes the reason that came with a deed, for what was broken and is not explained yet; what somebody has explained stays as it is.
   * @throws InvalidInput when there is none and one is wanted
   */
  async take(tx: Tx, checkpoints: readonly Checkpoint[], reason: LateReason | undefined): Promise<void> {
    if (reason === undefined) {
      const wanted = await this.wantedFor(tx, checkpoints);
      if (wanted.size > 0) throw new InvalidInput([{ path: 'lateBecause', code: 'follow-ups.faults.late-because' }]);
      return;
    }
    const unexplained = await this.breaches.unexplained(tx, checkpoints.map(({ id }) => id));
    await this.write(tx, checkpoints.filter(({ id }) => unexplained.has(id)), reason);
  }

  /** Annotates broken promises; the timeline and the audit keep every reason, the breach the latest. Gives how many were broken. */
  async write(tx: Tx, checkpoints: readonly Checkpoint[], reason: LateReason): Promise<number> {
    if (checkpoints.length === 0) return 0;
    const annotated = await this.breaches.explain(tx, checkpoints.map(({ id }) => id), reason);
    if (annotated > 0) {
      await this.chronicle.write(tx, ...checkpoints.map(({ id, caseId, code }) => ({ caseId, kind: 'breach.explained', subjectId: id, details: { code, reason } })));
    }
    return annotated;
  }
}
