import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Giver, Proof } from './consent.rules.js';

/** One consent: one purpose, one recipient, one person. Withdrawing marks the row; nothing removes it. */
@Entity('consents')
export class ConsentRow {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column({ type: 'uuid', name: 'newcomer_id' }) newcomerId: string;
  @Column('text') purpose: string;
  @Column('text') recipient: string;
  @Column('text') language: string;
  @Column('boolean') interpreted: boolean;
  @Column('text') proof: Proof;
  @Column({ type: 'text', name: 'given_by' }) givenBy: Giver;
  @Column({ type: 'timestamptz', name: 'given_at' }) givenAt: Date;
  @Column({ type: 'uuid', name: 'recorded_by', nullable: true }) recordedBy: string | null;
  @Column({ type: 'date', name: 'expires_on' }) expiresOn: string;
  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true }) withdrawnAt: Date | null;
  @Column({ type: 'uuid', name: 'withdrawn_by', nullable: true }) withdrawnBy: string | null;
}
