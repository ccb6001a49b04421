import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Gender, Kinship, NewcomerFacts } from './newcomers.rules.js';

/** One person of a household. Rows are never deleted: whoever leaves keeps their place with the day they left. */
@Entity('newcomers')
export class NewcomerRow implements NewcomerFacts {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column('smallint') position: number;
  @Column('boolean') head: boolean;
  @Column('text') kinship: Kinship;
  @Column({ type: 'text', name: 'given_name' }) givenName: string;
  @Column({ type: 'text', name: 'family_name' }) familyName: string;
  @Column({ type: 'text', nullable: true }) gender: Gender | null;
  @Column({ type: 'date', name: 'birth_on', nullable: true }) birthOn: string | null;
  @Column({ type: 'boolean', name: 'speaks_french', nullable: true }) speaksFrench: boolean | null;
  @Column({ type: 'boolean', name: 'speaks_english', nullable: true }) speaksEnglish: boolean | null;
  @Column({ type: 'text', array: true }) languages: string[];
  @Column({ type: 'text', name: 'immigration_status', nullable: true }) immigrationStatus: string | null;
  @Column({ type: 'date', name: 'left_on', nullable: true }) leftOn: string | null;
  /** What makes the same person of two arrival lists one. */
  @Column({ type: 'text', nullable: true }) fingerprint: string | null;
  @Column('int') version: number;
}
