import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RestOf } from '../hsds/hsds.shape.js';

/** What mails an organisation may want to get: referrals, questions about places and listings, and the end of an agreement. */
export const MAIL_KINDS = ['referral', 'places', 'listing', 'agreement'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What of an HSDS organization has a column of its own; the rest is its `listing`. */
export const ORGANISATION_COLUMNS = ['id', 'name', 'alternate_name', 'description', 'email', 'website'] as const;
type Own = (typeof ORGANISATION_COLUMNS)[number] | 'locations' | 'services';

/** An organisation of the network, with what it is to the office. */
@Entity('organisations')
export class OrganisationRow {
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column({ type: 'text', name: 'alternate_name', nullable: true }) alternateName: string | null;
  @Column('text') description: string;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'text', nullable: true }) website: string | null;
  /** Phones, contacts, programs, identifiers, funding: whatever HSDS says of it and no column does. */
  @Column('jsonb') listing: RestOf<'organization', Own>;
  /** The language it is written to in. */
  @Column('text') language: 'fr' | 'en';
  /** The calendar on which its promises run. */
  @Column('text') calendar: string;
  @Column({ type: 'text', array: true }) mails: MailKind[];
  /** Whether the public directory shows it. */
  @Column('boolean') listed: boolean;
  /** Nothing is asked of it up to and including this day. */
  @Column({ type: 'date', name: 'paused_until', nullable: true }) pausedUntil: string | null;
  @Column('boolean') demo: boolean;
  @Column({ type: 'timestamptz', name: 'modified_at' }) modifiedAt: Date;
  @Column('int') version: number;
}
