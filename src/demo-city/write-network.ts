import { changed, rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { AgreementRow } from '../organisations/agreements/agreement.entity.js';
import type { ListingsStore } from '../organisations/listings/listings.store.js';
import type { PlanAlarms } from '../organisations/organisations.door.js';
import { PlaceRow } from '../organisations/places/place.entity.js';
import type { DemoMember, DemoNetwork } from './network.js';

/** What the network is written with: its own store, which works out what searching needs, and its own alarms. */
export interface NetworkTools {
  readonly listings: ListingsStore;
  readonly alarms: PlanAlarms;
}

type Member = DemoMember & { readonly password_hash: string | undefined; readonly password_changed_at: Date };

const MEMBERS = statement('demo-city.members', `
  insert into people (id, email, name, language, roles, organisation_id, languages, state, password_hash, password_changed_at, demo, created_at)
  select id, email, name, 'fr', array[role], "organisationId", languages, 'active', password_hash, password_changed_at, true, password_changed_at
  from jsonb_to_recordset($1::jsonb) as r (id uuid, email text, name text, role text, "organisationId" uuid, languages text[], password_hash text, password_changed_at timestamptz)`);

const AUDIT = statement('demo-city.audit-network', `
  select audit_append(id, null, 'demo-city', 'organisation.added', id, jsonb_build_object('demo', true)) from (select id from organisations where demo order by id) as added`);

/** Writes the network in the caller's transaction. */
export async function writeNetwork(tx: Tx, network: DemoNetwork, members: readonly Member[], { listings, alarms }: NetworkTools): Promise<void> {
  await listings.add(tx, network);
  await changed(tx, MEMBERS, [JSON.stringify(members)]);
  await tx.insert(PlaceRow, network.places as object[]); // TypeORM's type of a partial row does not fit a free-form listing
  await tx.insert(AgreementRow, [...network.agreements]);
  await rows(tx, AUDIT);
  await alarms.organisations(tx, network.organisations.map(({ id }) => id));
  await alarms.agreements(tx, network.agreements.map(({ id }) => id));
}
