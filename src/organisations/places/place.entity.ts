import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RestOf } from '../hsds/hsds.shape.js';
import type { PlaceFacts } from './places.rules.js';

/** Who said how many places there are. */
export const PLACE_SOURCES = ['organisation', 'link', 'office', 'import', 'referral'] as const;
export type PlaceSource = (typeof PLACE_SOURCES)[number];

/** How much room a service has, in one unit, for one group: HSDS's service_capacity. */
@Entity('places')
export class PlaceRow implements PlaceFacts {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' }) organisationId: string;
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'service_id' }) serviceId: string;
  @Column('text') unit: string;
  @Column('int') available: number;
  @Column({ type: 'int', nullable: true }) maximum: number | null;
  /** For whom these places are, when not for all. */
  @Column({ type: 'text', nullable: true }) description: string | null;
  /** When somebody last said that it is true; what referrals take and give back makes it no younger. */
  @Column({ type: 'timestamptz', name: 'updated_at' }) updatedAt: Date;
  @Column({ type: 'uuid', name: 'updated_by', nullable: true }) updatedBy: string | null;
  @Column('text') source: PlaceSource;
  /** The unit as HSDS wrote it, attributes and metadata. */
  @Column('jsonb') listing: RestOf<'service_capacity', 'id' | 'available' | 'maximum' | 'description' | 'updated'>;
  /** Its place in the list of a directory that came in; the order in which lists go out. */
  @Column({ type: 'int', nullable: true }) position: number | null;
  @Column('int') version: number;
}
