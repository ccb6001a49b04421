import { Injectable } from '@nestjs/common';
import { Forbidden, NotFound, Refusal, Stale } from '../../libs/http/refusal.js';
import type { Actor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import { CaseFiles, type CaseFacts } from '../cases/cases.door.js';
import type { Checkpoint } from './checkpoint.entity.js';
import { judge, MOVES, type Hand, type Move, type MoveDetails } from './checkpoint.rules.js';
import { handsOn } from './follow-ups.policy.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { OfficeCalendars } from './office-calendars.js';
import type { Office } from './offset.rules.js';
import type { Protocol } from './protocol.rules.js';
import { Protocols } from './protocols.js';

/** A case with all that its follow-up depends on, held for one deed. */
export interface CaseAtHand {
  readonly file: CaseFacts;
  /** All of them, settled ones too, the soonest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** In which capacities whoever acts may act. */
  readonly hands: readonly Hand[];
  readonly office: Office;
  readonly protocol: Protocol;
}

/** The same, with the checkpoint that the deed is about. */
export interface CheckpointAtHand extends CaseAtHand {
  readonly checkpoint: Checkpoint;
}

/** Takes a case up: everybody locks the case first, so that two deeds on one household never cross. */
@Injectable()
export class TakeUp {
  constructor(
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly store: FollowUpsStore,
    private readonly calendars: OfficeCalendars,
    private readonly protocols: Protocols,
    private readonly transactions: Transactions,
  ) {}

  /** Locks the case and reads what belongs to it. @throws NotFound when whoever acts may not even see it */
  async case(tx: Tx, caseId: string): Promise<CaseAtHand> {
    return this.around(tx, await this.files.lock(tx, caseId, 'glimpse'));
  }

  /** Locks the case of a checkpoint. @throws NotFound */
  async checkpoint(tx: Tx, checkpointId: string): Promise<CheckpointAtHand> {
    const atHand = await this.case(tx, await this.store.caseOf(tx, checkpointId));
    return { ...atHand, checkpoint: of(atHand, checkpointId) };
  }

  /** Reads without locking, for pages. @throws NotFound, Forbidden */
  async look(tx: Tx, caseId: string): Promise<CaseAtHand> {
    const atHand = await this.around(tx, await this.files.facts(tx, caseId, 'glimpse'));
    // Whoever stands in from another team reads what they act on.
    if (atHand.hands.length === 0) await this.files.facts(tx, caseId, 'read');
    return atHand;
  }

  /** Reads a checkpoint and its case without locking, for pages. @throws NotFound, Forbidden */
  async lookAt(tx: Tx, checkpointId: string): Promise<CheckpointAtHand> {
    const atHand = await this.look(tx, await this.store.caseOf(tx, checkpointId));
    return { ...atHand, checkpoint: of(atHand, checkpointId) };
  }

  /** The case to go back to after a deed. @throws NotFound */
  caseIdOf(by: Actor, checkpointId: string): Promise<string> {
    return this.transactions.read(by, (tx) => this.store.caseOf(tx, checkpointId));
  }

  private async around(tx: Tx, file: CaseFacts): Promise<CaseAtHand> {
    const { by } = tx;
    const outright = handsOn(by, { ...file, coverId: null, onDutyId: null });
    const hands = outright.includes('owner') || by.kind === 'engine' ? outright : handsOn(by, {
      ...file,
      coverId: file.ownerId ? await this.people.coverFor(tx, file.ownerId, tx.at) : null,
      onDutyId: file.tier === 'P1' ? await this.people.onDuty(tx, file.teamId, tx.at) : null,
    });
    const office = await this.calendars.of(tx, file.teamId);
    const checkpoints = await this.store.ofCase(tx, file.id);
    return { file, checkpoints, hands, office, protocol: this.protocols.of(file) };
  }
}

function of({ checkpoints }: CaseAtHand, id: string): Checkpoint {
  const found = checkpoints.find((each) => each.id === id);
  if (!found) throw new NotFound();
  return found;
}

/** Judges a move and then, if it was seen at a version, that version. @throws Refusal with the present state, Forbidden, Stale */
export function admitMove(atHand: CaseAtHand, checkpoint: Checkpoint, move: Move, details: Omit<MoveDetails, 'hands'>, seen?: number): { readonly missed: boolean } {
  const verdict = judge(checkpoint, move, { ...details, hands: atHand.hands });
  if (!verdict.allowed) {
    // Whoever has no hand in the case is not told how it stands.
    if (atHand.hands.length === 0) throw new Forbidden();
    throw new Refusal(`follow-ups.${verdict.because}`, { state: checkpoint.state });
  }
  if (seen !== undefined && seen !== checkpoint.version) throw new Stale();
  return { missed: verdict.missed };
}

/** Lets through whoever may work on the case in any capacity, or in one that a move asks for. @throws Forbidden */
export function admitHands({ hands }: CaseAtHand, ...wanted: readonly Hand[]): void {
  const enough = wanted.length > 0 ? wanted.some((hand) => hands.includes(hand)) : hands.length > 0;
  if (!enough) throw new Forbidden();
}

/** The moves that a page offers as buttons for a checkpoint. */
export function movesOn({ hands }: CaseAtHand, checkpoint: Checkpoint, at: Date): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => judge(checkpoint, move, {
    hands, at, contactId: 'to be made', reason: 'to be given', dueAt: new Date(at.getTime() + 1_000),
  }).allowed && !(MOVES[move].by as readonly Hand[]).includes('engine'));
}
