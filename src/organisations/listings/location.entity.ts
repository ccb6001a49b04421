import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RestOf } from '../hsds/hsds.shape.js';

type OwnOfLocation = 'id' | 'name' | 'location_type' | 'latitude' | 'longitude' | 'organization_id';

/** Where services are given, in one organisation's words. */
@Entity('locations')
export class LocationRow {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' }) organisationId: string;
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'text', nullable: true }) name: string | null;
  @Column({ type: 'text', name: 'location_type' }) locationType: 'physical' | 'postal' | 'virtual';
  @Column({ type: 'double precision', nullable: true }) latitude: number | null;
  @Column({ type: 'double precision', nullable: true }) longitude: number | null;
  /** The code of the borough it lies in, when that is known. */
  @Column({ type: 'text', nullable: true }) borough: string | null;
  @Column('jsonb') listing: RestOf<'location', OwnOfLocation>;
  /** Its place in the organisation’s own list, the order in which lists go out; null for one that only a service names. */
  @Column({ type: 'int', nullable: true }) position: number | null;
  @Column('int') version: number;
}

/** That a service is given at a location, with what holds there only. */
@Entity('service_locations')
export class ServiceLocationRow {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' }) organisationId: string;
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'service_id' }) serviceId: string;
  @Column({ type: 'uuid', name: 'location_id' }) locationId: string;
  @Column('jsonb') listing: RestOf<'service_at_location', 'id' | 'service_id' | 'location_id' | 'location'>;
  /** Its place in the list of a directory that came in; the order in which lists go out. */
  @Column({ type: 'int', nullable: true }) position: number | null;
}
