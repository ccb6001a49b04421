import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { NotFound, Stale } from '../../libs/http/refusal.js';
import { changed, rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Attempt } from './attempt.entity.js';
import type { AttemptFacts } from './attempts.rules.js';
import { Checkpoint, type ChecklistLine, type Explanation } from './checkpoint.entity.js';
import type { CheckpointState } from './checkpoint.rules.js';
import type { Channel, Tier } from './protocol.rules.js';

const INSERT = statement('checkpoints.insert', `
  insert into checkpoints (id, case_id, code, tier, state, owner_id, channel, started_at, standard_due_at, due_at, checklist, explain, settled_at)
  select id, "caseId", code, tier, state, "ownerId", channel, "startedAt", "standardDueAt", "dueAt", checklist, explain,
    case when state = 'scheduled' then null else $2::timestamptz end
  from jsonb_to_recordset($1) as n (id uuid, "caseId" uuid, code text, tier text, state text, "ownerId" uuid, channel text, "startedAt" timestamptz,
    "standardDueAt" timestamptz, "dueAt" timestamptz, checklist jsonb, explain jsonb)`);

const SETTLE = statement('checkpoints.settle', `
  update checkpoints set state = $2, settled_at = $3, settled_by = $4, contact_id = $5, reason = $6, next_attempt_at = null, next_attempt_channel = null
  where id = any($1::uuid[]) and state = 'scheduled'`);

const LAPSE = statement('checkpoints.lapse', `
  update checkpoints set state = 'lapsed', settled_at = $2, settled_by = $3, next_attempt_at = null, next_attempt_channel = null
  where case_id = any($1::uuid[]) and state = 'scheduled' returning id`);

const TICK = statement('checkpoints.tick', `
  update checkpoints k set checklist = t.checklist::jsonb from unnest($1::uuid[], $2::text[]) as t (id, checklist) where k.id = t.id`);

const REHOME = statement('checkpoints.rehome', `
  update checkpoints set owner_id = $2 where case_id = any($1::uuid[]) and state = 'scheduled' and owner_id <> $2`);

const RESTORE = statement('checkpoints.restore', `
  update checkpoints set state = 'scheduled', settled_at = null, settled_by = null, contact_id = null, reason = null, owner_id = $3,
    generation = generation + 1
  where id = $1 and version = $2`);

const MOVE = statement('checkpoints.move', `
  update checkpoints set due_at = $3, moved_reason = $4, generation = generation + 1, step = 0 where id = $1 and version = $2`);

const LOOK = statement('checkpoints.look', 'update checkpoints set looked_at = $3 where id = $1 and version = $2');

const TRIED = statement('checkpoints.tried', `
  update checkpoints set attempts = attempts + 1, looked_at = $2, next_attempt_at = $3, next_attempt_channel = $4 where id = $1`);

const ATTEMPTS = statement('attempts.of-case', `
  select made_at as at, channel, outcome from attempts where case_id = $1 order by made_at, id`);


const REACH = statement('follow-ups.reach', `
  select kind, safe_to_call as "safeToCall", safe_to_text as "safeToText", preferred from household_reach where case_id = $1 order by preferred desc`);

const ASKING_PARTNER = statement('follow-ups.asking-partner', 'select true as yes from partner_consents where case_id = $1 and expires_on >= $2 limit 1');

const ANSWER_LOST = statement('lost-checkpoints.answer', 'update lost_checkpoints set answered_at = $2 where case_id = $1 and answered_at is null');

/** A checkpoint that does not exist yet. */
export interface NewCheckpoint {
  readonly id: string;
  readonly caseId: string;
  readonly code: string;
  readonly tier: Tier;
  readonly state: Extract<CheckpointState, 'scheduled' | 'superseded'>;
  readonly ownerId: string;
  readonly channel: Channel;
  readonly startedAt: Date;
  readonly standardDueAt: Date;
  readonly dueAt: Date;
  readonly checklist: readonly ChecklistLine[];
  readonly explain: Explanation;
}

/** One way to reach the household, without the way itself. */
export interface Reach {
  readonly kind: 'phone' | 'email';
  readonly safeToCall: boolean;
  readonly safeToText: boolean;
  readonly preferred: boolean;
}

/** How checkpoints end other than by superseding themselves. */
export interface Settlement {
  readonly state: Exclude<CheckpointState, 'scheduled' | 'lapsed'>;
  readonly contactId?: string | null;
  readonly reason?: string | null;
}

const person = (tx: Tx): string | null => (tx.by.kind === 'person' ? tx.by.personId : null);

/** The rows of checkpoints and attempts: reads by id and guarded writes. Whoever writes holds the case's lock. */
@Injectable()
export class FollowUpsStore {
  /** The case that a checkpoint belongs to; throws `NotFound`. */
  async caseOf(tx: Tx, checkpointId: string): Promise<string> {
    const found = await tx.findOne(Checkpoint, { where: { id: checkpointId }, select: { id: true, caseId: true } });
    if (!found) throw new NotFound();
    return found.caseId;
  }

  /** All checkpoints of a case, the soonest first. */
  ofCase(tx: Tx, caseId: string): Promise<Checkpoint[]> {
    return tx.find(Checkpoint, { where: { caseId }, order: { dueAt: 'ASC', id: 'ASC' } });
  }

  /** The scheduled checkpoints of several cases. */
  scheduledOf(tx: Tx, caseIds: readonly string[]): Promise<Checkpoint[]> {
    return tx.find(Checkpoint, { where: { caseId: In([...caseIds]), state: 'scheduled' }, order: { dueAt: 'ASC', id: 'ASC' } });
  }

  /** Inserts checkpoints, however many and of however many cases, in one statement. */
  async insert(tx: Tx, list: readonly NewCheckpoint[]): Promise<void> {
    if (list.length > 0) await changed(tx, INSERT, [JSON.stringify(list), tx.at]);
  }

  /** Ends scheduled checkpoints; throws `Stale` if one of them was no longer scheduled. */
  async settle(tx: Tx, ids: readonly string[], { state, contactId = null, reason = null }: Settlement): Promise<void> {
    if (ids.length === 0) return;
    if (await changed(tx, SETTLE, [ids, state, tx.at, person(tx), contactId, reason]) !== ids.length) throw new Stale();
  }

  /** Lets everything that is scheduled for some cases lapse; gives the ids. */
  async lapse(tx: Tx, caseIds: readonly string[]): Promise<string[]> {
    return (await rows<{ id: string }>(tx, LAPSE, [caseIds, tx.at, person(tx)])).map(({ id }) => id);
  }

  /** Writes checklists back with their new ticks. */
  async writeChecklists(tx: Tx, lists: readonly { readonly id: string; readonly checklist: readonly ChecklistLine[] }[]): Promise<void> {
    if (lists.length > 0) await changed(tx, TICK, [lists.map(({ id }) => id), lists.map(({ checklist }) => JSON.stringify(checklist))]);
  }

  /** Gives what is scheduled for some cases to another owner; due times never move. */
  rehome(tx: Tx, caseIds: readonly string[], ownerId: string): Promise<number> {
    return changed(tx, REHOME, [caseIds, ownerId]);
  }

  /** Takes back what was done or waived; throws `Stale` if it changed meanwhile. */
  async restore(tx: Tx, { id, version }: Checkpoint, ownerId: string): Promise<void> {
    if (await changed(tx, RESTORE, [id, version, ownerId]) !== 1) throw new Stale();
  }

  /** Moves the due time; the standard stays. Throws `Stale` if it changed meanwhile. */
  async move(tx: Tx, { id, version }: Checkpoint, dueAt: Date, reason: string): Promise<void> {
    if (await changed(tx, MOVE, [id, version, dueAt, reason]) !== 1) throw new Stale();
  }

  /** Notes that somebody looked at it. */
  async look(tx: Tx, { id, version }: Checkpoint): Promise<void> {
    if (await changed(tx, LOOK, [id, version, tx.at]) !== 1) throw new Stale();
  }

  async addAttempt(tx: Tx, attempt: Attempt): Promise<void> {
    await tx.insert(Attempt, attempt);
  }

  attemptById(tx: Tx, id: string): Promise<Attempt | null> {
    return tx.findOneBy(Attempt, { id });
  }

  /** Every attempt for a household, the oldest first. */
  attemptsOf(tx: Tx, caseId: string): Promise<AttemptFacts[]> {
    return rows<AttemptFacts>(tx, ATTEMPTS, [caseId]);
  }

  /** Counts an attempt on its checkpoint and says when and how to try next, or (null) that there is nothing to try. */
  async tried(tx: Tx, id: string, next: { readonly at: Date; readonly channel: Channel } | null): Promise<void> {
    await changed(tx, TRIED, [id, tx.at, next?.at ?? null, next?.channel ?? null]);
  }

  /** By which ways the household may be reached, the preferred one first. */
  reachOf(tx: Tx, caseId: string): Promise<Reach[]> {
    return rows<Reach>(tx, REACH, [caseId]);
  }

  /** Whether they agreed, as of a day, that a partner or sponsor may be asked about them. */
  async mayAskPartner(tx: Tx, caseId: string, on: string): Promise<boolean> {
    return (await rows(tx, ASKING_PARTNER, [caseId, on])).length > 0;
  }

  /** A plan was accepted again: what had disappeared from it is answered for. */
  async answerLost(tx: Tx, caseId: string): Promise<void> {
    await changed(tx, ANSWER_LOST, [caseId, tx.at]);
  }
}
