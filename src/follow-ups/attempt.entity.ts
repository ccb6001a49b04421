import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './attempts.rules.js';
import type { Channel } from './protocol.rules.js';

/** The row of one attempt; `contact` says whether it succeeded. */
@Entity('attempts')
export class Attempt {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column({ type: 'uuid', name: 'checkpoint_id', nullable: true }) checkpointId: string | null;
  @Column({ type: 'uuid', name: 'newcomer_id', nullable: true }) newcomerId: string | null;
  @Column('text') channel: Channel;
  @Column('text') outcome: Outcome;
  @Column('boolean') contact: boolean;
  @Column('boolean') interpreted: boolean;
  @Column({ type: 'smallint', nullable: true }) minutes: number | null;
  @Column({ type: 'text', nullable: true }) note: string | null;
  @Column({ type: 'timestamptz', name: 'made_at' }) madeAt: Date;
  @Column({ type: 'uuid', name: 'made_by', nullable: true }) madeBy: string | null;
}
