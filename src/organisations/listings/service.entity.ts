import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RestOf, ServiceStatus } from '../hsds/hsds.shape.js';
import type { EligibilityRules } from '../search/eligibility.rules.js';

/** What of an HSDS service has a column of its own, or rows of their own; the rest is its `listing`. */
export const SERVICE_COLUMNS = [
  'id', 'organization_id', 'name', 'alternate_name', 'description', 'email', 'url', 'status', 'alert', 'eligibility_description', 'minimum_age',
  'maximum_age', 'assured_date', 'assurer_email', 'last_modified',
] as const;
type Own = (typeof SERVICE_COLUMNS)[number] | 'organization' | 'service_at_locations' | 'capacities';

/** Numbers of Postgres that may have decimals come as text. */
const decimal = { to: (value: number | null) => value, from: (value: string | null) => (value === null ? null : Number(value)) };

/** A service that an organisation gives. */
@Entity('services')
export class ServiceRow implements EligibilityRules {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' }) organisationId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column({ type: 'text', name: 'alternate_name', nullable: true }) alternateName: string | null;
  @Column({ type: 'text', nullable: true }) description: string | null;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'text', nullable: true }) url: string | null;
  @Column('text') status: ServiceStatus;
  /** The last day of a temporary closing, when it is known. */
  @Column({ type: 'date', name: 'closed_until', nullable: true }) closedUntil: string | null;
  @Column({ type: 'text', nullable: true }) alert: string | null;
  @Column({ type: 'text', name: 'eligibility_description', nullable: true }) eligibilityDescription: string | null;
  @Column({ type: 'numeric', name: 'minimum_age', nullable: true, transformer: decimal }) minimumAge: number | null;
  @Column({ type: 'numeric', name: 'maximum_age', nullable: true, transformer: decimal }) maximumAge: number | null;
  /** The day on which somebody last said that the listing is true, and who. */
  @Column({ type: 'date', name: 'assured_on', nullable: true }) assuredOn: string | null;
  @Column({ type: 'text', name: 'assurer_email', nullable: true }) assurerEmail: string | null;
  /** Phones, schedules, languages, areas, costs, documents, attributes: whatever HSDS says of it and no column does. */
  @Column('jsonb') listing: RestOf<'service', Own>;
  /** Its place in the list of a directory that came in; the order in which lists go out. */
  @Column({ type: 'int', nullable: true }) position: number | null;
  @Column({ type: 'text', array: true, name: 'for_statuses' }) forStatuses: string[];
  @Column({ type: 'text', array: true, name: 'for_genders' }) forGenders: string[];
  @Column({ type: 'text', array: true, name: 'for_households' }) forHouseholds: string[];
  @Column({ type: 'text', array: true, name: 'for_languages' }) forLanguages: string[];
  @Column({ type: 'text', array: true, name: 'for_boroughs' }) forBoroughs: string[];
  @Column('boolean') waitlist: boolean;
  @Column({ type: 'int', name: 'waitlist_size', nullable: true }) waitlistSize: number | null;
  @Column({ type: 'int', name: 'waitlist_weeks', nullable: true }) waitlistWeeks: number | null;
  /** Codes of the needs it answers, worked out of its taxonomy terms. */
  @Column({ type: 'text', array: true }) needs: string[];
  /** Tags of the languages it is given in, worked out of its HSDS languages. */
  @Column({ type: 'text', array: true }) speaks: string[];
  /** Codes of the boroughs it serves, worked out of its areas; empty for the whole city. */
  @Column({ type: 'text', array: true }) serves: string[];
  @Column('boolean') demo: boolean;
  @Column({ type: 'timestamptz', name: 'modified_at' }) modifiedAt: Date;
  @Column('int') version: number;
}
