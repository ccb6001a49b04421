import { z } from 'zod';

/** HSDS writes truth as text in a URL, and as truth in a body. */
const yes = z.union([z.boolean(), z.enum(['true', 'false', '']).transform((value) => value === 'true')]).default(false);
const paging = {
  search: z.string().trim().max(200).optional().meta({ description: 'Words that must all be there.' }),
  page: z.coerce.number().int().min(1).max(1_000_000).optional().meta({ description: 'Which page, from 1.' }),
  per_page: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'How many on a page.' }),
  format: z.enum(['json', 'ndjson']).default('json').meta({ description: 'ndjson streams one object a line; all of them, unless a page is asked for.' }),
};
const detail = {
  minimal: yes.meta({ description: 'Only what names a thing.' }),
  full: yes.meta({ description: 'All of it, with everything that hangs on it.' }),
};
const topics = { taxonomy_term_id: z.uuid().optional(), taxonomy_id: z.uuid().optional() };
const near = {
  postcode: z.string().trim().min(1).max(12).optional().meta({ description: 'A postal code, or its beginning.' }),
  proximity: z.coerce.number().min(0).max(1_000_000).optional().meta({ description: 'Metres around the postal code, measured from the known places that have it.' }),
};
const since = { modified_after: z.union([z.iso.datetime({ offset: true }), z.iso.date()]).optional().meta({ description: 'Changed after this moment.' }) };

const together = <S extends { readonly postcode?: string | undefined; readonly proximity?: number | undefined }>({ postcode, proximity }: S): boolean => proximity === undefined || postcode !== undefined;
const NEEDS_POSTCODE = { path: ['postcode'], message: 'http.faults.missing' };

export const servicesQuery = z.object({ ...paging, ...detail, ...topics, ...near, ...since, organization_id: z.uuid().optional() }).strict().refine(together, NEEDS_POSTCODE);
export const organizationsQuery = z.object({ ...paging, ...detail, ...topics, ...since, full_service: yes.meta({ description: 'With services in full.' }) }).strict();
export const serviceAtLocationsQuery = z.object({ ...paging, ...detail, ...topics, ...near, organization_id: z.uuid().optional() }).strict().refine(together, NEEDS_POSTCODE);
export const taxonomiesQuery = z.object(paging).strict();
export const taxonomyTermsQuery = z.object({ ...paging, taxonomy_id: z.uuid().optional(), parent_id: z.uuid().optional(), top_only: yes.meta({ description: 'Only terms without a parent.' }) }).strict();
export const hsdsId = z.uuid();

export type ServicesQuery = z.output<typeof servicesQuery>;
export type OrganizationsQuery = z.output<typeof organizationsQuery>;
export type ServiceAtLocationsQuery = z.output<typeof serviceAtLocationsQuery>;
export type TaxonomiesQuery = z.output<typeof taxonomiesQuery>;
export type TaxonomyTermsQuery = z.output<typeof taxonomyTermsQuery>;
/** What every list is asked with. */
export type Paging = Pick<ServicesQuery, 'page' | 'per_page' | 'format'>;
