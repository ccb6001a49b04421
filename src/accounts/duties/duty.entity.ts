import { Column, Entity, PrimaryColumn } from 'typeorm';

/** On call after hours, or standing in for an absent colleague, from one moment to another in office time. */
@Entity('duties')
export class DutyEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: 'on_call' | 'cover';
  /** Who answers. */
  @Column('uuid', { name: 'person_id' }) personId: string;
  /** The team that a person is on call for; null is the whole office. */
  @Column('uuid', { name: 'team_id', nullable: true }) teamId: string | null;
  /** The absent colleague. */
  @Column('uuid', { name: 'for_person_id', nullable: true }) forPersonId: string | null;
  @Column('timestamptz', { name: 'from_at' }) fromAt: Date;
  @Column('timestamptz', { name: 'until_at' }) untilAt: Date;
}
