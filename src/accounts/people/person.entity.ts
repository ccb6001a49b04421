import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether somebody may come in. */
export type PersonState = 'invited' | 'active' | 'disabled';

/** A person with an account; the e-mail address names them for good. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') email: string;
  @Column('text') name: string;
  @Column('text') language: string;
  @Column('text', { nullable: true }) theme: string | null;
  @Column('text', { array: true }) roles: string[];
  @Column('uuid', { name: 'team_id', nullable: true }) teamId: string | null;
  @Column('uuid', { name: 'organisation_id', nullable: true }) organisationId: string | null;
  @Column('text', { array: true }) languages: string[];
  @Column('text', { nullable: true }) phone: string | null;
  @Column('text') state: PersonState;
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('timestamptz', { name: 'password_changed_at', nullable: true }) passwordChangedAt: Date | null;
  @Column('boolean') demo: boolean;
  /** Raised by the database at every change. */
  @Column({ type: 'int', insert: false, update: false }) version: number;
}
