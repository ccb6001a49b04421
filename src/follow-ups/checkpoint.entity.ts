import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CheckpointFacts, CheckpointState } from './checkpoint.rules.js';
import type { IntervalRequest, PlannedContact } from './intervals.rules.js';
import type { PlanExplanation } from './plan.rules.js';
import type { Channel, ChecklistItem, Tier } from './protocol.rules.js';

/** A line that was settled: for the household, or for one newcomer of it. */
export interface Tick {
  readonly for: string | null;
  readonly at: string;
  readonly by: string | null;
}

/** A line of a checkpoint's checklist; its name is the protocol's. */
export interface ChecklistLine {
  readonly code: string;
  readonly per: ChecklistItem['per'];
  readonly done: readonly Tick[];
}

/** How a contact between two checkpoints came about. */
export type ContactExplanation = Pick<PlannedContact, 'because' | 'offset'> & { readonly tier: IntervalRequest['tier'] };

/** How a checkpoint got its date, as the plan explained it when it was made. */
export type Explanation = (PlanExplanation & { readonly absorbed?: readonly string[] }) | ContactExplanation;

const text = (name: string) => ({ type: 'text', name }) as const;
const moment = (name: string) => ({ type: 'timestamptz', name }) as const;
const optional = { nullable: true } as const;

/** The row of a promise. The database guards its moves, its version, and the standard that nobody changes. */
@Entity('checkpoints')
export class Checkpoint implements CheckpointFacts {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column(text('code')) code: string;
  @Column(text('tier')) tier: Tier;
  @Column(text('state')) state: CheckpointState;
  @Column({ type: 'uuid', name: 'owner_id' }) ownerId: string;
  @Column(text('channel')) channel: Channel;
  @Column(moment('started_at')) startedAt: Date;
  @Column(moment('standard_due_at')) standardDueAt: Date;
  @Column(moment('due_at')) dueAt: Date;
  @Column('int') generation: number;
  @Column({ ...text('moved_reason'), ...optional }) movedReason: string | null;
  @Column('smallint') step: number;
  @Column('jsonb') checklist: ChecklistLine[];
  @Column('jsonb') explain: Explanation;
  @Column({ ...moment('looked_at'), ...optional }) lookedAt: Date | null;
  @Column('smallint') attempts: number;
  @Column({ ...moment('next_attempt_at'), ...optional }) nextAttemptAt: Date | null;
  @Column({ ...text('next_attempt_channel'), ...optional }) nextAttemptChannel: Channel | null;
  @Column({ ...moment('settled_at'), ...optional }) settledAt: Date | null;
  @Column({ type: 'uuid', name: 'settled_by', ...optional }) settledBy: string | null;
  @Column({ type: 'uuid', name: 'contact_id', ...optional }) contactId: string | null;
  @Column({ ...text('reason'), ...optional }) reason: string | null;
  @Column('int') version: number;
}
