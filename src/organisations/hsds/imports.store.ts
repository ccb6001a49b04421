import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import { changed, one, row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { PlaceRow } from '../places/place.entity.js';
import type { Change, Missing } from './differences.rules.js';
import type { Remark } from './documents.rules.js';
import { type Network, same } from './network.rules.js';
import type { ObjectName } from './objects.rules.js';
import type { NeedOf, Taxonomy, Term } from './taxonomies.rules.js';

/** Where an import stands. */
export type ImportState = 'refused' | 'previewed' | 'applied' | 'discarded';

/** What was found in a document, and what would change or has changed. */
export interface ImportReport {
  readonly faults: readonly Remark[];
  readonly warnings: readonly Remark[];
  /** Those that are told one by one; the counts tell of all. */
  readonly changes: readonly Change[];
  readonly missing: readonly Missing[];
  readonly counts: Readonly<Partial<Record<ObjectName, Readonly<Record<'new' | 'changed' | 'unchanged' | 'missing', number>>>>>;
}

/** What is to be written, as it was read. */
export interface ImportContent {
  readonly networks: readonly StoredNetwork[];
  readonly taxonomies: readonly Taxonomy[];
  readonly terms: readonly Term[];
}

/** A network as JSON holds it. */
export interface StoredNetwork extends Pick<Network, 'id' | 'listed'> {
  readonly organization: Network['organization'] | null;
  readonly locations: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  readonly services: StoredNetwork['locations'];
  readonly at: readonly (readonly [string, { readonly thing: Readonly<Record<string, unknown>>; readonly serviceId: string; readonly locationId: string }])[];
  readonly rooms: readonly (readonly [string, { readonly thing: Readonly<Record<string, unknown>>; readonly serviceId: string }])[];
}

export const stored = ({ id, listed, organization, locations, services, at, rooms }: Network): StoredNetwork => (
  { id, listed, organization: organization ?? null, locations: [...locations], services: [...services], at: [...at], rooms: [...rooms] });
export const unstored = ({ id, listed, organization, locations, services, at, rooms }: StoredNetwork): Network => (
  { id, listed, organization: organization ?? undefined, locations: new Map(locations), services: new Map(services), at: new Map(at), rooms: new Map(rooms) });

/** An import as its deeds see it. */
export interface ImportRow {
  readonly id: string;
  readonly format: 'json' | 'tabular';
  readonly state: ImportState;
  readonly content: ImportContent | null;
  readonly shownDigest: string | null;
  readonly version: number;
}

/** An import as it is begun. */
export interface NewImport {
  readonly id: string;
  readonly byPerson: string;
  readonly fileName: string;
  readonly format: 'json' | 'tabular';
  readonly state: ImportState;
  readonly report: ImportReport;
  readonly content: ImportContent | null;
  readonly shownDigest: string | null;
}

const ADD = statement('hsds-imports.add', `
  insert into organisation_imports (id, by_person, file_name, format, state, report, content, shown_digest, created_at, settled_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9::timestamptz, case when $5 = 'refused' then $9::timestamptz end)`);
const LOCK = statement('hsds-imports.lock', 'select id, format, state, content, shown_digest as "shownDigest", version from organisation_imports where id = $1 for update');
const SETTLE = statement('hsds-imports.settle', `
  update organisation_imports set state = $2, report = coalesce($3::jsonb, report), content = null, settled_at = $4 where id = $1 returning version`);
const SHOW_AGAIN = statement('hsds-imports.show-again', `
  update organisation_imports set report = $2::jsonb || jsonb_build_object('warnings', report -> 'warnings'), shown_digest = $3 where id = $1 returning version`);
const PUT_PLACES = statement('hsds-imports.places', `
  insert into places (organisation_id, id, service_id, unit, available, maximum, description, updated_at, updated_by, source, listing, position)
  select r."organisationId", r.id, r."serviceId", r.unit, r.available, r.maximum, r.description, r."updatedAt", r."updatedBy", r.source, r.listing, r.position
  from jsonb_to_recordset($1::jsonb) as r ("organisationId" uuid, id uuid, "serviceId" uuid, unit text, available int, maximum int, description text, "updatedAt" timestamptz,
    "updatedBy" uuid, source text, listing jsonb, position int)
  on conflict (organisation_id, id) do update set service_id = excluded.service_id, unit = excluded.unit, available = excluded.available, maximum = excluded.maximum,
    description = excluded.description, updated_at = excluded.updated_at, updated_by = excluded.updated_by, source = excluded.source, listing = excluded.listing,
    position = excluded.position`);
const PUT_TAXONOMIES = statement('hsds-taxonomies.put', `
  insert into taxonomies (id, listing) select (r ->> 'id')::uuid, r - 'id' from jsonb_array_elements($1::jsonb) as r
  on conflict (id) do update set listing = excluded.listing where taxonomies.listing <> excluded.listing`);
// What a term means stays as the office, or its first coming, said: a document that comes again does not know better.
const PUT_TERMS = statement('hsds-terms.put', `
  insert into taxonomy_terms (id, taxonomy_id, code, name, need, listing)
  select r.id, t.id, r.code, r.name, r.need, r.listing
  from jsonb_to_recordset($1::jsonb) as r (id uuid, taxonomy_id uuid, code text, name text, need text, listing jsonb) left join taxonomies t on t.id = r.taxonomy_id
  on conflict (id) do update set taxonomy_id = excluded.taxonomy_id, code = excluded.code, name = excluded.name, listing = excluded.listing
  where (taxonomy_terms.listing, taxonomy_terms.name) is distinct from (excluded.listing, excluded.name)`);
const KNOWN_TERMS = statement('hsds-terms.known', `
  select id, jsonb_build_object('id', id, 'listing', listing) as kept from taxonomies where id = any($1::uuid[])
  union all select id, jsonb_build_object('id', id, 'code', code, 'name', name, 'listing', listing) from taxonomy_terms where id = any($2::uuid[])`);
const KEPT = statement('hsds-terms.kept', 'select id, need from taxonomy_terms');
const OWNERS_OF_SERVICES = statement('hsds.owners-of-services', 'select id, organisation_id as "organisationId" from services where id = any($1::uuid[])');
const AT_ONCE = 500;

/** Writes and by-id reads of imports, and of what listings cannot hold: figures of places, taxonomies and terms. */
@Injectable()
export class ImportsStore {
  async add(tx: Tx, { id, byPerson, fileName, format, state, report, content, shownDigest }: NewImport): Promise<void> {
    await changed(tx, ADD, [id, byPerson, fileName, format, state, JSON.stringify(report), content && JSON.stringify(content), shownDigest, tx.at]);
  }

  /** The import, held until the transaction ends. @throws NotFound */
  async lock(tx: Tx, id: string): Promise<ImportRow> {
    const found = await row<ImportRow>(tx, LOCK, [id]);
    if (!found) throw new NotFound();
    return found;
  }

  /** Nothing more comes of it, and what it held is forgotten. */
  async settle(tx: Tx, id: string, state: ImportState, report?: ImportReport): Promise<number> {
    return (await one<{ version: number }>(tx, SETTLE, [id, state, report ? JSON.stringify(report) : null, tx.at])).version;
  }

  async showAgain(tx: Tx, id: string, report: ImportReport, digest: string): Promise<number> {
    return (await one<{ version: number }>(tx, SHOW_AGAIN, [id, JSON.stringify(report), digest])).version;
  }

  async putPlaces(tx: Tx, places: readonly Omit<PlaceRow, 'version'>[]): Promise<void> {
    for (let from = 0; from < places.length; from += AT_ONCE) await changed(tx, PUT_PLACES, [JSON.stringify(places.slice(from, from + AT_ONCE))]);
  }

  /** Keeps taxonomies and terms that others use, with what each means among our needs as far as that can be told. */
  async putTerms(tx: Tx, { taxonomies, terms }: Pick<ImportContent, 'taxonomies' | 'terms'>, needOf: NeedOf): Promise<void> {
    if (taxonomies.length > 0) await changed(tx, PUT_TAXONOMIES, [JSON.stringify(unique(taxonomies))]);
    const kept = unique(terms).map((term) => ({ ...keptTerm(term), need: needOf(term) ?? null, taxonomy_id: term.taxonomy_detail?.id ?? term.taxonomy_id ?? null }));
    for (let from = 0; from < kept.length; from += AT_ONCE) await changed(tx, PUT_TERMS, [JSON.stringify(kept.slice(from, from + AT_ONCE))]);
  }

  /** How many taxonomies and terms are new here, or known by other words. */
  async compareTerms(tx: Tx, { taxonomies, terms }: Pick<ImportContent, 'taxonomies' | 'terms'>): Promise<ImportReport['counts']> {
    const came = { taxonomy: unique(taxonomies).map(keptTaxonomy), taxonomy_term: unique(terms).map(keptTerm) };
    const here = await rows<{ id: string; kept: object }>(tx, KNOWN_TERMS, [came.taxonomy.map(({ id }) => id), came.taxonomy_term.map(({ id }) => id)]);
    const known = new Map(here.map(({ id, kept }) => [id, kept]));
    return Object.fromEntries(Object.entries(came).filter(([, all]) => all.length > 0).map(([object, all]) => {
      const [fresh, alike] = [all.filter(({ id }) => !known.has(id)).length, all.filter((one) => same(known.get(one.id), one)).length];
      return [object, { new: fresh, changed: all.length - fresh - alike, unchanged: alike, missing: 0 }];
    }));
  }

  /** What terms are known to mean. */
  async meanings(tx: Tx): Promise<ReadonlyMap<string, string | null>> {
    return new Map((await rows<{ id: string; need: string | null }>(tx, KEPT)).map(({ id, need }) => [id, need]));
  }

  /** Whose some services are. */
  async ownersOf(tx: Tx, serviceIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await rows<{ id: string; organisationId: string }>(tx, OWNERS_OF_SERVICES, [serviceIds]);
    return new Map(found.map(({ id, organisationId }) => [id, organisationId]));
  }
}

const keptTaxonomy = ({ id, ...listing }: Taxonomy) => ({ id, listing });
const keptTerm = ({ id, name, code, taxonomy_id: _id, taxonomy_detail: _detail, ...listing }: Term) => ({ id, code: code ?? null, name, listing });
const unique = <T extends { readonly id: string }>(things: readonly T[]): T[] => [...new Map(things.map((thing) => [thing.id, thing])).values()];
