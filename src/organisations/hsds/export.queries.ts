import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { one, row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { fold } from '../../../libs/i18n/fold.js';
import type { OrganizationsQuery, ServiceAtLocationsQuery, ServicesQuery, TaxonomiesQuery, TaxonomyTermsQuery } from './export.dto.js';
import { inPublic } from './export.rules.js';
import type { Network } from './network.rules.js';
import { ReadNetwork } from './read-network.js';
import { networkOfRows } from './rows.rules.js';
import { OWN_TAXONOMIES, ownTerms, type Taxonomy, type Term } from './taxonomies.rules.js';

/** Which of a list: so many from a place on, or after an identity. */
export interface Slice {
  readonly limit: number;
  readonly offset?: number;
  readonly after?: string | null;
}

/** What of a list was found: identities in their order, with the organisation of each. */
export interface Found {
  readonly id: string;
  readonly organisationId: string;
}

/** Where a postal code lies, by the places that are known to have it. */
interface Centre { readonly latitude: number; readonly longitude: number }

const POSTCODE = (location: string): string => `exists (select from jsonb_array_elements(case when jsonb_typeof(${location}.listing -> 'addresses') = 'array' then ${location}.listing -> 'addresses' else '[]' end) a
    where upper(replace(a ->> 'postal_code', ' ', '')) like $5 || '%')`;
// Metres on a sphere as large as the earth.
const NEAR = (location: string): string => `(${location}.latitude is not null and $6::float8 is not null and 12742000 * asin(least(1, sqrt(power(sin(radians(${location}.latitude - $6) / 2), 2)
    + cos(radians($6)) * cos(radians(${location}.latitude)) * power(sin(radians(${location}.longitude - $7::float8) / 2), 2)))) <= $8::float8)`;
const HERE = (location: string): string => `($5::text is null or case when $8::float8 is null then ${POSTCODE(location)} else ${NEAR(location)} end)`;
const SERVICE_MATCHES = `o.listed and s.status <> 'defunct'
  and ($1::text is null or not exists (select from regexp_split_to_table(fold($1), '\\s+') w where strpos(s.words, w) = 0))
  and ($2::uuid is null or o.id = $2)
  and ($3::uuid is null or s.listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term', jsonb_build_object('id', $3::text)))
    or s.listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term_id', $3::text)) or ($9::text is not null and $9 = any(s.needs)))
  and ($4::uuid is null or s.listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term', jsonb_build_object('taxonomy_id', $4::text)))
    or s.listing -> 'attributes' @> jsonb_build_array(jsonb_build_object('taxonomy_term', jsonb_build_object('taxonomy_detail', jsonb_build_object('id', $4::text))))
    or exists (select from jsonb_array_elements(coalesce(s.listing -> 'attributes', '[]')) a join taxonomy_terms t on t.id::text = coalesce(a ->> 'taxonomy_term_id', a -> 'taxonomy_term' ->> 'id') where t.taxonomy_id = $4)
    or ($10 and s.needs <> '{}'))`;
const SERVICES = `from services s join organisations o on o.id = s.organisation_id where ${SERVICE_MATCHES}
  and ($11::timestamptz is null or s.modified_at > $11)
  and ($5::text is null or exists (select from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
    where sl.organisation_id = s.organisation_id and sl.service_id = s.id and ${HERE('l')}))`;
const AT = `from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
  join services s on s.organisation_id = sl.organisation_id and s.id = sl.service_id join organisations o on o.id = s.organisation_id
  where ${SERVICE_MATCHES} and ($11::timestamptz is null or s.modified_at > $11) and ${HERE('l')}`;
const ORGANIZATIONS = `from organisations o where o.listed
  and ($1::text is null or not exists (select from regexp_split_to_table(fold($1), '\\s+') w
    where strpos(fold(concat_ws(' ', o.name, o.alternate_name, o.description)), w) = 0))
  and ($2::timestamptz is null or o.modified_at > $2 or exists (select from services s where s.organisation_id = o.id and s.modified_at > $2))
  and (not $3::boolean or exists (select from services s where s.organisation_id = o.id and s.status <> 'defunct' and s.id = any($4::uuid[])))`;

const SERVICES_COUNT = statement('hsds-out.services-count', `select count(*) as n ${SERVICES}`);
const SERVICES_PAGE = statement('hsds-out.services', `select s.id, o.id as "organisationId" ${SERVICES} and ($12::uuid is null or s.id > $12) order by s.id limit $13 offset $14`);
const AT_COUNT = statement('hsds-out.at-count', `select count(*) as n ${AT}`);
const AT_PAGE = statement('hsds-out.at', `select sl.id, o.id as "organisationId" ${AT} and ($12::uuid is null or sl.id > $12) order by sl.id limit $13 offset $14`);
const MATCHING_SERVICES = statement('hsds-out.matching-services', `select s.id, o.id as "organisationId" ${SERVICES}`);
const ORGANIZATIONS_COUNT = statement('hsds-out.organizations-count', `select count(*) as n ${ORGANIZATIONS}`);
const ORGANIZATIONS_PAGE = statement('hsds-out.organizations', `select o.id, o.id as "organisationId" ${ORGANIZATIONS} and ($5::uuid is null or o.id > $5) order by o.id limit $6 offset $7`);
const CENTRE = statement('hsds-out.centre', `
  select avg(l.latitude) as latitude, avg(l.longitude) as longitude from locations l join organisations o on o.id = l.organisation_id
  where o.listed and l.latitude is not null and exists (select from jsonb_array_elements(case when jsonb_typeof(l.listing -> 'addresses') = 'array' then l.listing -> 'addresses' else '[]' end) a
    where upper(replace(a ->> 'postal_code', ' ', '')) like $1 || '%')`);
const OWNER = statement('hsds-out.owner', `
  select s.organisation_id as "organisationId" from services s join organisations o on o.id = s.organisation_id where s.id = $1 and o.listed and s.status <> 'defunct'
  union all select sl.organisation_id from service_locations sl join services s on s.organisation_id = sl.organisation_id and s.id = sl.service_id
    join organisations o on o.id = s.organisation_id where sl.id = $1 and o.listed and s.status <> 'defunct' limit 1`);
const TERM = `jsonb_strip_nulls(jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name)) || t.listing
  || case when x.id is null then '{}' else jsonb_build_object('taxonomy_detail', jsonb_build_object('id', x.id) || x.listing) end`;
const TERMS = `from taxonomy_terms t left join taxonomies x on x.id = t.taxonomy_id where ($1::text is null or strpos(fold(concat_ws(' ', t.code, t.name)), fold($1)) > 0)
  and ($2::uuid is null or t.taxonomy_id = $2) and ($3::text is null or t.listing ->> 'parent_id' = $3) and (not $4::boolean or t.listing ->> 'parent_id' is null)`;
const TERMS_COUNT = statement('hsds-out.terms-count', `select count(*) as n ${TERMS}`);
const TERMS_PAGE = statement('hsds-out.terms', `select ${TERM} as thing ${TERMS} order by t.id limit $5 offset $6`);
const ONE_TERM = statement('hsds-out.term', `select ${TERM} as thing from taxonomy_terms t left join taxonomies x on x.id = t.taxonomy_id where t.id = $1`);
const TAXONOMIES = statement('hsds-out.taxonomies', `select jsonb_build_object('id', id) || listing as thing from taxonomies order by id`);

type AskedServices = Omit<ServicesQuery, 'page' | 'per_page' | 'format' | 'minimal' | 'full'>;

/** What of the directory is public, as it is asked for: by pages, or from an identity on. */
@Injectable()
export class ExportQueries {
  private readonly own = ownTerms(readReference(join(projectRoot(), 'config')).needs);

  constructor(private readonly network: ReadNetwork) {}

  async countServices(tx: Tx, query: AskedServices): Promise<number> {
    return (await one<{ n: number }>(tx, SERVICES_COUNT, await this.values(tx, query))).n;
  }

  async services(tx: Tx, query: AskedServices, slice: Slice): Promise<Found[]> {
    return rows<Found>(tx, SERVICES_PAGE, [...(await this.values(tx, query)), ...cut(slice)]);
  }

  async countAt(tx: Tx, query: Omit<ServiceAtLocationsQuery, 'page' | 'per_page' | 'format' | 'minimal' | 'full'>): Promise<number> {
    return (await one<{ n: number }>(tx, AT_COUNT, await this.values(tx, query))).n;
  }

  async at(tx: Tx, query: Omit<ServiceAtLocationsQuery, 'page' | 'per_page' | 'format' | 'minimal' | 'full'>, slice: Slice): Promise<Found[]> {
    return rows<Found>(tx, AT_PAGE, [...(await this.values(tx, query)), ...cut(slice)]);
  }

  async countOrganizations(tx: Tx, query: OrganizationsQuery): Promise<number> {
    return (await one<{ n: number }>(tx, ORGANIZATIONS_COUNT, await this.valuesOfOrganizations(tx, query))).n;
  }

  async organizations(tx: Tx, query: OrganizationsQuery, slice: Slice): Promise<Found[]> {
    return rows<Found>(tx, ORGANIZATIONS_PAGE, [...(await this.valuesOfOrganizations(tx, query)), ...cut(slice)]);
  }

  /** Organisations with what of them is public; one that is not listed is not there. */
  async networks(tx: Tx, organisationIds: readonly string[]): Promise<Map<string, Network>> {
    const all = await this.network.organisations(tx, [...new Set(organisationIds)]);
    return new Map([...all].filter(([, { organisation }]) => organisation.listed).map(([id, organisation]) => [id, inPublic(networkOfRows(organisation))]));
  }

  /** Whose a public service, or a public service at a location, is. */
  async ownerOf(tx: Tx, id: string): Promise<string | undefined> {
    return (await row<{ organisationId: string }>(tx, OWNER, [id]))?.organisationId;
  }

  /** All taxonomies: ours, and those of others. They are few. */
  async taxonomies(tx: Tx, { search }: Pick<TaxonomiesQuery, 'search'>): Promise<Taxonomy[]> {
    const others = (await rows<{ thing: Taxonomy }>(tx, TAXONOMIES)).map(({ thing }) => thing);
    return [...OWN_TAXONOMIES, ...others].filter(({ name, description }) => search === undefined || fold(`${name} ${description}`).includes(fold(search)));
  }

  async terms(tx: Tx, { search, taxonomy_id: taxonomyId, parent_id: parentId, top_only: topOnly }: Omit<TaxonomyTermsQuery, 'page' | 'per_page' | 'format'>, { limit, offset = 0 }: Slice): Promise<{ terms: Term[]; total: number }> {
    // Ours come first: they have no parents and are few.
    const own = this.own.filter(({ code, name, description, taxonomy_detail }) => parentId === undefined && (taxonomyId === undefined || taxonomy_detail?.id === taxonomyId)
      && (search === undefined || fold(`${code ?? ''} ${name} ${description}`).includes(fold(search))));
    const values = [search ?? null, taxonomyId ?? null, parentId ?? null, topOnly];
    const { n } = await one<{ n: number }>(tx, TERMS_COUNT, values);
    const ours = own.slice(offset, offset + limit);
    const others = ours.length < limit ? await rows<{ thing: Term }>(tx, TERMS_PAGE, [...values, limit - ours.length, Math.max(0, offset - own.length)]) : [];
    return { terms: [...ours, ...others.map(({ thing }) => thing)], total: own.length + n };
  }

  async term(tx: Tx, id: string): Promise<Term | undefined> {
    return this.own.find((term) => term.id === id) ?? (await row<{ thing: Term }>(tx, ONE_TERM, [id]))?.thing;
  }

  private async values(tx: Tx, query: Partial<AskedServices>): Promise<unknown[]> {
    const { search, organization_id: organizationId, taxonomy_term_id: termId, taxonomy_id: taxonomyId, postcode, proximity, modified_after: modifiedAfter } = query;
    const code = postcode === undefined ? null : postcode.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
    const centre = code !== null && proximity !== undefined ? await row<Partial<Centre>>(tx, CENTRE, [code]) : undefined;
    const need = this.own.find(({ id, taxonomy_detail }) => id === termId && taxonomy_detail?.id === OWN_TAXONOMIES[0]?.id)?.code ?? null;
    return [search || null, organizationId ?? null, termId ?? null, taxonomyId ?? null, code, centre?.latitude ?? null, centre?.longitude ?? null, proximity ?? null, need,
      taxonomyId === OWN_TAXONOMIES[0]?.id, modifiedAfter ?? null];
  }

  private async valuesOfOrganizations(tx: Tx, { search, modified_after: modifiedAfter, taxonomy_id: taxonomyId, taxonomy_term_id: termId }: OrganizationsQuery): Promise<unknown[]> {
    const byTopic = taxonomyId !== undefined || termId !== undefined;
    const services = byTopic ? await rows<Found>(tx, MATCHING_SERVICES, await this.values(tx, { taxonomy_id: taxonomyId, taxonomy_term_id: termId })) : [];
    return [search || null, modifiedAfter ?? null, byTopic, services.map(({ id }) => id)];
  }
}

const cut = ({ limit, offset = 0, after = null }: Slice): unknown[] => [after, limit, offset];
