import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScoreFacts } from './needs.rules.js';

/** One score of one need, append-only. */
@Entity('needs')
export class NeedScoreRow implements ScoreFacts {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column('text') code: string;
  @Column('smallint') score: number;
  @Column({ type: 'timestamptz', name: 'scored_at' }) scoredAt: Date;
  @Column({ type: 'uuid', name: 'scored_by', nullable: true }) scoredBy: string | null;
  @Column({ type: 'text', nullable: true }) note: string | null;
}
