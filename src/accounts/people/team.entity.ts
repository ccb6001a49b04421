import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A team: its calendar decides what a business day is for its cases, its lead hears what nobody did. */
@Entity('teams')
export class TeamEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  /** The name of a file of config/calendars. */
  @Column('text') calendar: string;
  @Column('uuid', { name: 'lead_id', nullable: true }) leadId: string | null;
  @Column('boolean') demo: boolean;
  /** Raised by the database at every change. */
  @Column({ type: 'int', insert: false, update: false }) version: number;
}
