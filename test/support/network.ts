import { newId } from '../../libs/sql/id.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import type { Hsds } from '../../src/organisations/hsds/hsds.shape.js';
import type { Listings, NewService } from '../../src/organisations/listings/listings.store.js';
import type { Office } from './office.js';

type Added<K extends keyof Listings> = NonNullable<Listings[K]>[number];
const WRITTEN = new Date('2026-11-02T15:00:00Z');

/** An organisation as the store adds it: `anOrganisation({ name: 'Maison Mélèze' })`. */
export const anOrganisation = (said: Partial<Added<'organisations'>> = {}): Added<'organisations'> => ({
  id: newId(), name: 'Maison Mélèze (démo)', alternateName: null, description: 'Accueil et accompagnement.', email: 'bonjour@meleze.example', website: null, listing: {},
  language: 'fr', calendar: 'mtl-counter', mails: ['referral', 'places', 'listing', 'agreement'], listed: true, pausedUntil: null, demo: false, modifiedAt: WRITTEN, ...said,
});

/** A service of an organisation, active and for everybody unless said otherwise. */
export const aService = ({ id: organisationId }: { readonly id: string }, said: Partial<NewService> = {}): NewService => ({
  organisationId, id: newId(), name: 'Francisation du soir', alternateName: null, description: null, email: null, url: null, status: 'active', closedUntil: null, alert: null,
  eligibilityDescription: null, minimumAge: null, maximumAge: null, assuredOn: null, assurerEmail: null, listing: {}, forStatuses: [], forGenders: [], forHouseholds: [],
  forLanguages: [], forBoroughs: [], waitlist: false, waitlistSize: null, waitlistWeeks: null, position: null, demo: false, modifiedAt: WRITTEN, ...said,
});

/** A place of an organisation where services may be given. */
export const aLocation = ({ id: organisationId }: { readonly id: string }, said: Partial<Added<'locations'>> = {}): Added<'locations'> => ({
  organisationId, id: newId(), name: 'Pavillon du parc', locationType: 'physical', latitude: 45.4540, longitude: -73.5756, borough: 'verdun', listing: {}, position: null, ...said,
});

/** That a service is given at a location. */
export const givenAt = (service: NewService, location: { readonly id: string }, listing: Added<'serviceLocations'>['listing'] = {}): Added<'serviceLocations'> => ({
  organisationId: service.organisationId, id: newId(), serviceId: service.id, locationId: location.id, listing, position: null,
});

/** An attribute that says which need of ours a service answers. */
export const answers = (code: string): Hsds<'attribute'> => ({ id: newId(), link_entity: 'service', taxonomy_term: { id: newId(), code, name: code, description: code } });

/** The same hours on some weekdays: `weekly('MO,TU', '09:00', '17:00')`. */
export const weekly = (byday: string, opens: string, closes: string): Hsds<'schedule'> => ({ id: newId(), freq: 'WEEKLY', byday, opens_at: opens, closes_at: closes });

/** Somebody of an organisation, who acts through row-level security. */
export async function somebodyOf(office: Pick<Office, 'see'>, { id: organisationId }: { readonly id: string }, role: 'coordinator' | 'member', passwordHash = 'none'): Promise<PersonActor & { readonly email: string }> {
  const personId = newId();
  const email = `${role}-${personId.slice(-8)}@organisme.example`;
  await office.see("insert into people (id, email, name, roles, organisation_id, state, password_hash) values ($1, $2, $3, $4, $5, 'active', $6)",
    [personId, email, `Intervenante ${personId.slice(-2)}`, [role], organisationId, passwordHash]);
  return { kind: 'person', personId, roles: [role], teamId: null, organisationId, email };
}
