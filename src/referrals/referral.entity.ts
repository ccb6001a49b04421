import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Tier } from '../cases/cases.door.js';
import type { ReferralState, Way } from './referral.rules.js';

/** One need of one case, put to the network. */
@Entity('referrals')
export class ReferralRow {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  /** One person of the household; null for all of it. */
  @Column({ type: 'uuid', name: 'newcomer_id', nullable: true }) newcomerId: string | null;
  @Column('text') need: string;
  /** The case's tier when it was opened: its times hang on it. */
  @Column('text') tier: Tier;
  @Column('text') state: ReferralState;
  @Column('text') way: Way;
  /** The chance of an answer in time that a wave aims at. */
  @Column({ type: 'double precision', nullable: true }) chance: number | null;
  @Column({ type: 'uuid', name: 'part_of', nullable: true }) partOf: string | null;
  /** A word for whoever is asked, read with the share. */
  @Column({ type: 'text', nullable: true }) note: string | null;
  /** Which fields are shared with whoever is asked. */
  @Column({ type: 'text', array: true }) fields: string[];
  @Column({ type: 'timestamptz', name: 'paused_until', nullable: true }) pausedUntil: Date | null;
  /** Whoever restricted the case said that it leaves the office all the same. */
  @Column({ type: 'boolean', name: 'restricted_too' }) restrictedToo: boolean;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'timestamptz', name: 'opened_at' }) openedAt: Date;
  @Column({ type: 'uuid', name: 'opened_by', nullable: true }) openedBy: string | null;
  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true }) settledAt: Date | null;
  /** When the office last looked and let it go on: what was answered before does not stop it again. */
  @Column({ type: 'timestamptz', name: 'looked_at', nullable: true }) lookedAt: Date | null;
  /** When it was split into parts, which are asked in its place. */
  @Column({ type: 'timestamptz', name: 'split_at', nullable: true }) splitAt: Date | null;
  @Column('boolean') demo: boolean;
  @Column('int') version: number;
}
