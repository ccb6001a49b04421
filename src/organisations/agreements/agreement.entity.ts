import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an organisation and the office have agreed: how soon it answers, how many a month, whom first, until when. */
@Entity('agreements')
export class AgreementRow {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' }) organisationId: string;
  @PrimaryColumn('uuid') id: string;
  /** One service; null for all of them. */
  @Column({ type: 'uuid', name: 'service_id', nullable: true }) serviceId: string | null;
  @Column('text') terms: string;
  @Column({ type: 'int', name: 'answer_within', nullable: true }) answerWithin: number | null;
  @Column({ type: 'text', name: 'answer_unit', nullable: true }) answerUnit: 'hours' | 'days' | null;
  /** The organisation's business time, or time as it passes. */
  @Column({ type: 'text', name: 'answer_clock', nullable: true }) answerClock: 'elapsed' | 'business' | null;
  @Column({ type: 'int', name: 'quota_per_month', nullable: true }) quotaPerMonth: number | null;
  /** Codes of household kinds and statuses that it takes first. */
  @Column({ type: 'text', array: true, name: 'priority_groups' }) priorityGroups: string[];
  @Column({ type: 'date', name: 'starts_on' }) startsOn: string;
  @Column({ type: 'date', name: 'ends_on', nullable: true }) endsOn: string | null;
  /** How many days before its end the office and the organisation are reminded. */
  @Column({ type: 'int', name: 'remind_days' }) remindDays: number;
  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true }) endedAt: Date | null;
  /** The end of which both sides were reminded. */
  @Column({ type: 'date', name: 'reminded_of', nullable: true }) remindedOf: string | null;
  @Column('boolean') demo: boolean;
  @Column('int') version: number;
}
