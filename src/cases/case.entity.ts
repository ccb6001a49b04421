import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CaseState, CloseReason, Housing, Interpreter, Tier, TierReason, Urgency } from './case.rules.js';

/** What every room may know of a case: its row, without a name it was not given for. */
export interface CaseFacts {
  readonly id: string;
  /** What people say on the phone: `2026-01847`. */
  readonly number: string;
  readonly state: CaseState;
  readonly tier: Tier;
  readonly tierReasons: readonly TierReason[];
  /** Who confirmed the tier; null while it is only proposed. */
  readonly tierConfirmedBy: string | null;
  readonly teamId: string;
  readonly ownerId: string | null;
  /** When a person was chosen for it; null while the lead holds it for want of one. */
  readonly assignedAt: Date | null;
  readonly protocolCode: string;
  readonly protocolVersion: number;
  readonly source: string;
  readonly noticeNumber: string | null;
  readonly plannedArrivalOn: string | null;
  readonly arrivalOn: string | null;
  readonly arrivalAt: Date | null;
  readonly provinceArrivalOn: string | null;
  readonly movedInOn: string | null;
  readonly registeredAt: Date;
  readonly immigrationStatus: string;
  readonly language: string;
  readonly languages: readonly string[];
  readonly interpreter: Interpreter;
  readonly borough: string | null;
  readonly address: string | null;
  readonly housing: Housing | null;
  readonly urgencies: readonly Urgency[];
  readonly restricted: boolean;
  readonly leadName: string;
  readonly size: number;
  readonly unreachedSince: Date | null;
  readonly lastContactAt: Date | null;
  readonly nextCheckpointId: string | null;
  readonly nextCode: string | null;
  readonly nextDueAt: Date | null;
  readonly closedAt: Date | null;
  readonly closeReason: CloseReason | null;
  readonly demo: boolean;
  readonly version: number;
}

const text = (name: string) => ({ type: 'text', name }) as const;
const optional = (name: string) => ({ type: 'text', name, nullable: true }) as const;
const moment = (name: string) => ({ type: 'timestamptz', name, nullable: true }) as const;
const day = (name: string) => ({ type: 'date', name, nullable: true }) as const;
const list = (name: string) => ({ type: 'text', name, array: true }) as const;

/** The row of a household's file. Its state, its next step and its version are guarded by the database too. */
@Entity('cases')
export class CaseRow implements CaseFacts {
  @PrimaryColumn('uuid') id: string;
  @Column(text('number')) number: string;
  @Column(text('state')) state: CaseState;
  @Column(text('tier')) tier: Tier;
  @Column({ type: 'jsonb', name: 'tier_reasons' }) tierReasons: TierReason[];
  @Column({ type: 'uuid', name: 'tier_confirmed_by', nullable: true }) tierConfirmedBy: string | null;
  @Column({ type: 'uuid', name: 'team_id' }) teamId: string;
  @Column({ type: 'uuid', name: 'owner_id', nullable: true }) ownerId: string | null;
  @Column(moment('assigned_at')) assignedAt: Date | null;
  @Column(text('protocol_code')) protocolCode: string;
  @Column({ type: 'int', name: 'protocol_version' }) protocolVersion: number;
  @Column(text('source')) source: string;
  @Column(optional('notice_number')) noticeNumber: string | null;
  @Column(day('planned_arrival_on')) plannedArrivalOn: string | null;
  @Column(day('arrival_on')) arrivalOn: string | null;
  @Column(moment('arrival_at')) arrivalAt: Date | null;
  @Column(day('province_arrival_on')) provinceArrivalOn: string | null;
  @Column(day('moved_in_on')) movedInOn: string | null;
  @Column({ type: 'timestamptz', name: 'registered_at' }) registeredAt: Date;
  @Column(text('immigration_status')) immigrationStatus: string;
  @Column(text('language')) language: string;
  @Column(list('languages')) languages: string[];
  @Column(text('interpreter')) interpreter: Interpreter;
  @Column(optional('borough')) borough: string | null;
  @Column(optional('address')) address: string | null;
  @Column(optional('housing')) housing: Housing | null;
  @Column(list('urgencies')) urgencies: Urgency[];
  @Column('boolean') restricted: boolean;
  @Column(text('lead_name')) leadName: string;
  @Column('smallint') size: number;
  @Column(moment('unreached_since')) unreachedSince: Date | null;
  @Column(moment('last_contact_at')) lastContactAt: Date | null;
  @Column({ type: 'uuid', name: 'next_checkpoint_id', nullable: true }) nextCheckpointId: string | null;
  @Column(optional('next_code')) nextCode: string | null;
  @Column(moment('next_due_at')) nextDueAt: Date | null;
  @Column(moment('closed_at')) closedAt: Date | null;
  @Column(optional('close_reason')) closeReason: CloseReason | null;
  @Column('boolean') demo: boolean;
  @Column('int') version: number;
}
