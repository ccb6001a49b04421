import { Injectable } from '@nestjs/common';
import type { QueryFailedError } from 'typeorm';
import { Refusal } from '../../libs/http/refusal.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { changed, statement } from '../../libs/sql/sql.js';
import type { Actor, PersonId } from '../../libs/transaction/actor.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { CaseFacts, CaseRow } from './case.entity.js';
import { CaseGate, type Pass } from './case-gate.js';
import { judge, moveOf, type CloseReason, type Move, type ReopenReason, type Tier, type TierReason } from './case.rules.js';
import { fact } from './cases.events.js';
import type { Act } from './cases.policy.js';
import { CasesStore, type CasePatch, type NextStep } from './cases.store.js';
import { Chronicle } from './chronicle.js';

const RECORD_CONTACT = statement('cases.record-contact', `
  update cases set last_contact_at = greatest(last_contact_at, $2), unreached_since = null where id = $1`);
const FLAG_UNREACHED = statement('cases.flag-unreached', 'update cases set unreached_since = $2 where id = $1 and unreached_since is distinct from $2');

/** No next step: only a closed case has none. */
const NOTHING_NEXT = { nextCheckpointId: null, nextCode: null, nextDueAt: null } as const;

const stepPatch = ({ checkpointId, code, dueAt }: NextStep): CasePatch => ({ nextCheckpointId: checkpointId, nextCode: code, nextDueAt: dueAt });

/** When a household came: the day, and the moment if it is known. */
export interface Arrived {
  readonly arrivalOn: string;
  readonly arrivalAt?: Date | null;
  readonly provinceArrivalOn?: string | null;
}

/** The door of the room for deeds of others: what follow-ups and arrivals do to a case, in their own transaction. */
@Injectable()
export class CaseFiles {
  constructor(
    private readonly gate: CaseGate,
    private readonly cases: CasesStore,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  /** Locks a case for whoever acts; by default they must be allowed to edit it. */
  lock(tx: Tx, caseId: string, act: Act = 'edit', pass: Pass = {}): Promise<CaseFacts> {
    return this.gate.enter(tx, caseId, act, pass);
  }

  /** Locks several, in the order of their identities; all of them must be allowed. */
  lockMany(tx: Tx, caseIds: readonly string[], act: Act = 'edit', pass: Pass = {}): Promise<CaseFacts[]> {
    return this.gate.enterMany(tx, caseIds, act, pass);
  }

  /** Reads a case; by default whoever acts must be allowed to read it. */
  facts(tx: Tx, caseId: string, act: Act = 'read', pass: Pass = {}): Promise<CaseFacts> {
    return this.gate.look(tx, caseId, act, pass);
  }

  /** Says what the case owes next. The caller holds its lock. */
  setNextStep(tx: Tx, caseId: string, next: NextStep): Promise<void> {
    return this.cases.setNextSteps(tx, [{ caseId, next }]);
  }

  /** The same for many cases at once. */
  setNextSteps(tx: Tx, steps: readonly { readonly caseId: string; readonly next: NextStep }[]): Promise<void> {
    return this.cases.setNextSteps(tx, steps);
  }

  /** Somebody spoke with them: they are reached, and the latest contact is remembered. */
  async recordContact(tx: Tx, caseId: string, at: Date): Promise<void> {
    await changed(tx, RECORD_CONTACT, [caseId, at]);
  }

  /** Marks a household as out of reach since a moment, or (null) as found again. */
  async flagUnreached(tx: Tx, caseId: string, since: Date | null): Promise<void> {
    if (await changed(tx, FLAG_UNREACHED, [caseId, since])) {
      await this.chronicle.write(tx, { caseId, kind: since ? 'case.unreached' : 'case.reached' });
    }
  }

  /** They came: the case is open, and its clocks run from that day. */
  async arrive(tx: Tx, caseId: string, arrived: Arrived, next: NextStep): Promise<number> {
    const file = await this.gate.enter(tx, caseId);
    const { arrivalOn, arrivalAt = null, provinceArrivalOn = file.provinceArrivalOn } = arrived;
    const version = await this.move(tx, file, 'arrive', undefined, { arrivalOn, arrivalAt, provinceArrivalOn, ...stepPatch(next) });
    await this.chronicle.write(tx, { caseId, kind: 'case.arrived' });
    await this.outbox.add(tx, fact('case.arrived', file, { arrivalOn }));
    return version;
  }

  /** Closes a case for a reason; its checkpoints are the caller's to lapse. Unreached households need their team's lead or a manager. Refused while an organisation helps. */
  async close(tx: Tx, caseId: string, reason: CloseReason, pass: Pass = {}): Promise<number> {
    const file = await this.gate.enter(tx, caseId, reason === 'unreached' ? 'close_unreached' : 'edit', pass);
    const version = await this.move(tx, file, moveOf(reason), reason, { closedAt: tx.at, closeReason: reason, unreachedSince: null, ...NOTHING_NEXT }).catch(whileHelped);
    await this.chronicle.write(tx, { caseId, kind: 'case.closed', details: { reason } });
    await this.outbox.add(tx, fact('case.closed', file, { reason }));
    return version;
  }

  /** Opens a closed case again, with a next step; whoever never came needs the day they did. */
  async reopen(tx: Tx, caseId: string, reason: ReopenReason, next: NextStep, arrived?: Arrived, pass: Pass = {}): Promise<number> {
    const file = await this.gate.enter(tx, caseId, 'edit', pass);
    const came: CasePatch = arrived ? { arrivalOn: arrived.arrivalOn, arrivalAt: arrived.arrivalAt ?? null } : {};
    const version = await this.move(tx, file, 'reopen', reason, { closedAt: null, closeReason: null, ...came, ...stepPatch(next) });
    await this.chronicle.write(tx, { caseId, kind: 'case.reopened', details: { reason } });
    await this.outbox.add(tx, fact('case.reopened', file, { reason }));
    return version;
  }

  /** Sets the tier that a person confirmed, or (null) that the rules propose. */
  async setTier(tx: Tx, caseId: string, tier: Tier, reasons: readonly TierReason[], confirmedBy: string | null): Promise<number> {
    const file = await this.gate.enter(tx, caseId);
    const version = await this.cases.change(tx, file, { tier, tierReasons: [...reasons], tierConfirmedBy: confirmedBy });
    await this.chronicle.write(tx, { caseId, kind: 'tier.set', details: { from: file.tier, to: tier, reasons: reasons.map(({ code }) => code) } });
    await this.outbox.add(tx, fact('tier.set', file, { from: file.tier, to: tier }));
    return version;
  }

  /** Gives cases to somebody, whose team they join. All of them, or none. That the new owner may own cases is the caller's to know. */
  async assign(tx: Tx, caseIds: readonly string[], owner: { readonly id: PersonId; readonly teamId: string | null }, pass: Pass = {}): Promise<void> {
    const files = await this.lockMany(tx, caseIds, 'reassign', pass);
    await this.cases.give(tx, caseIds, owner);
    await this.chronicle.write(tx, ...files.map((file) => (
      { caseId: file.id, kind: 'case.assigned', subjectId: owner.id, details: { from: file.ownerId, to: owner.id } })));
    await this.outbox.add(tx, ...files.map((file) => (
      fact('case.assigned', { id: file.id, teamId: owner.teamId ?? file.teamId, ownerId: owner.id }, { formerOwnerId: file.ownerId, formerTeamId: file.teamId }))));
  }

  /** Writes a line of the timeline; the deed that tells it records its own audit. */
  tell(tx: Tx, caseId: string, kind: string, details: Readonly<Record<string, unknown>> = {}): Promise<void> {
    return this.chronicle.tell(tx, { caseId, kind, details });
  }

  private move(tx: Tx, file: CaseRow, move: Move, reason: string | undefined, patch: CasePatch): Promise<number> {
    const arrivalOn = patch.arrivalOn ?? file.arrivalOn;
    const verdict = judge({ state: file.state, arrivalOn }, move, moverOf(tx.by), reason);
    if (!verdict.allowed) throw new Refusal(`cases.${verdict.because}`, { state: file.state });
    return this.cases.change(tx, file, { ...patch, state: verdict.state });
  }
}

/** The database keeps a case open while an organisation holds one of its referrals. */
function whileHelped(fault: unknown): never {
  const { driverError } = fault as QueryFailedError & { readonly driverError?: { readonly constraint?: string } };
  if (driverError?.constraint === 'held_offers_keep_a_case_open') throw new Refusal('cases.still-helped', { state: 'open' });
  throw fault;
}

const moverOf = (by: Actor): { readonly roles: readonly string[] | 'engine' } => ({ roles: by.kind === 'person' ? by.roles : by.kind === 'engine' ? 'engine' : [] });
