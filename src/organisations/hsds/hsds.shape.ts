/*
 * HSDS 3.1, object by object: what the Human Services Data Specification calls a thing and its fields, in its own spelling.
 * Source: the JSON schemas of the specification's 3.1 branch. Unknown fields are kept as they came; a field that is wrong is
 * a fault with its path. The same shapes judge a JSON document, a row of the tabular package and what a form of ours writes.
 */
import { z } from 'zod';

const id = z.uuid();
const text = z.string();
const day = z.iso.date();
const moment = z.iso.datetime({ offset: true });
const list = <S extends z.ZodType>(shape: S) => z.array(shape).optional();

/** A field that may be missing, or null, which says the same. */
const may = <S extends z.ZodType>(shape: S) => shape.nullish();

const url = z.looseObject({ id, label: may(text), url: text });
const language = z.looseObject({ id, name: may(text), code: may(text), note: may(text) });
const taxonomy = z.looseObject({ id, name: text, description: text, uri: may(text), version: may(text) });
const taxonomyTerm = z.looseObject({
  id, code: may(text), name: text, description: text, parent_id: may(id), taxonomy: may(text), taxonomy_detail: may(taxonomy), language: may(text),
  taxonomy_id: may(id), term_uri: may(text),
});
const attribute = z.looseObject({
  id, link_id: may(id), taxonomy_term_id: may(id), link_type: may(text), link_entity: may(text), value: may(text), taxonomy_term: may(taxonomyTerm), label: may(text),
});
const metadata = z.looseObject({
  id, resource_id: may(id), resource_type: may(text), last_action_date: day, last_action_type: text, field_name: text, previous_value: text,
  replacement_value: text, updated_by: text,
});
/** What every object may carry beside its own fields. */
const carried = { attributes: list(attribute), metadata: list(metadata) };

const phone = z.looseObject({
  id, number: text, extension: may(z.union([z.number(), text])), type: may(text), description: may(text), languages: list(language), ...carried,
});
const contact = z.looseObject({ id, name: may(text), title: may(text), department: may(text), email: may(text), phones: list(phone), ...carried });
const schedule = z.looseObject({
  id, valid_from: may(day), valid_to: may(day), dtstart: may(day), timezone: may(z.number()), until: may(day), count: may(z.number().int()),
  wkst: may(z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])), freq: may(z.enum(['WEEKLY', 'MONTHLY'])), interval: may(z.number().int()),
  byday: may(text), byweekno: may(text), bymonthday: may(text), byyearday: may(text), description: may(text),
  opens_at: may(z.string().regex(/^\d{1,2}:\d{2}/, 'organisations.faults.hour')), closes_at: may(z.string().regex(/^\d{1,2}:\d{2}/, 'organisations.faults.hour')),
  schedule_link: may(text), attending_type: may(text), notes: may(text), ...carried,
});
const serviceArea = z.looseObject({ id, name: may(text), description: may(text), extent: may(text), extent_type: may(text), uri: may(text), ...carried });
const costOption = z.looseObject({
  id, valid_from: may(day), valid_to: may(day), option: may(text), currency: may(text), amount: may(z.number()), amount_description: may(text), ...carried,
});
const requiredDocument = z.looseObject({ id, document: may(text), uri: may(text), ...carried });
const funding = z.looseObject({ id, source: may(text), ...carried });
const accessibility = z.looseObject({ id, description: may(text), details: may(text), url: may(text), ...carried });
const unit = z.looseObject({ id, name: text, scheme: may(text), identifier: may(text), uri: may(text), ...carried });
const capacity = z.looseObject({
  id, unit: may(z.union([unit, text])), unit_id: may(id), available: z.number(), maximum: may(z.number()), description: may(text), updated: moment, ...carried,
});
const program = z.looseObject({ id, name: text, alternate_name: may(text), description: text, ...carried });
const identifier = z.looseObject({ id, identifier_scheme: may(text), identifier_type: text, identifier: text, ...carried });
const address = z.looseObject({
  id, attention: may(text), address_1: text, address_2: may(text), city: text, region: may(text), state_province: text, postal_code: text,
  country: text, address_type: z.enum(['physical', 'postal', 'virtual']), ...carried,
});

const location = z.looseObject({
  id, location_type: z.enum(['physical', 'postal', 'virtual']), url: may(text), name: may(text), alternate_name: may(text), description: may(text),
  transportation: may(text), latitude: may(z.number()), longitude: may(z.number()), external_identifier: may(text), external_identifier_type: may(text),
  languages: list(language), addresses: list(address), contacts: list(contact), accessibility: list(accessibility), phones: list(phone),
  schedules: list(schedule), ...carried,
});
const serviceAtLocation = z.looseObject({
  id, service_id: may(id), location_id: may(id), description: may(text), contacts: list(contact), phones: list(phone), schedules: list(schedule),
  service_areas: list(serviceArea), location: may(location), ...carried,
});

/** How HSDS writes that a service runs. */
export const SERVICE_STATUSES = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;
export type ServiceStatus = (typeof SERVICE_STATUSES)[number];

const serviceFields = {
  id, organization_id: may(id), program_id: may(id), name: text.min(1, 'http.faults.missing'), alternate_name: may(text), description: may(text), url: may(text),
  additional_urls: list(url), email: may(text), status: z.enum(SERVICE_STATUSES), interpretation_services: may(text), application_process: may(text),
  fees_description: may(text), accreditations: may(text), eligibility_description: may(text), minimum_age: may(z.number().min(0)),
  maximum_age: may(z.number().min(0)), assured_date: may(day), assurer_email: may(text), alert: may(text), last_modified: may(moment),
  wait_time: may(text), fees: may(text), licenses: may(text),
  phones: list(phone), schedules: list(schedule), service_areas: list(serviceArea), service_at_locations: list(serviceAtLocation), languages: list(language),
  funding: list(funding), cost_options: list(costOption), program: may(program), required_documents: list(requiredDocument), contacts: list(contact),
  capacities: list(capacity), ...carried,
};
const organizationFields = {
  id, name: text.min(1, 'http.faults.missing'), alternate_name: may(text), description: text, email: may(text), website: may(text), additional_websites: list(url),
  year_incorporated: may(z.number().int()), legal_status: may(text), logo: may(text), uri: may(text), parent_organization_id: may(id),
  tax_status: may(text), tax_id: may(text), funding: list(funding), contacts: list(contact), phones: list(phone), locations: list(location),
  programs: list(program), organization_identifiers: list(identifier), ...carried,
};

/** An organization without its services, as it stands inside one. */
const bareOrganization = z.looseObject(organizationFields);
const service = z.looseObject({ ...serviceFields, organization: may(bareOrganization) });
const organization = z.looseObject({ ...organizationFields, services: list(service) });

/** The objects of HSDS 3.1 under the names of their schemas. */
export const HSDS = {
  organization, service, location, service_at_location: serviceAtLocation, address, schedule, phone, contact, language, service_area: serviceArea,
  cost_option: costOption, required_document: requiredDocument, program, funding, accessibility, organization_identifier: identifier, taxonomy,
  taxonomy_term: taxonomyTerm, attribute, metadata, url, unit, service_capacity: capacity,
} as const;

/** An object of HSDS, by the name of its schema. */
export type Hsds<K extends keyof typeof HSDS> = z.output<(typeof HSDS)[K]>;

/** What is left of an object of HSDS when the fields that are columns or rows of their own are taken out. */
export type RestOf<K extends keyof typeof HSDS, Own extends string> = { [F in keyof Hsds<K> as F extends Own ? never : F]: Hsds<K>[F] };
