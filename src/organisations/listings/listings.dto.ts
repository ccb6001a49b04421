import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { pageQuery } from '../../../libs/http/keyset.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import { boroughCode, needCode, statusCode } from '../codes.dto.js';
import { SERVICE_STATUSES } from '../hsds/hsds.shape.js';
import { GENDERS, HOUSEHOLD_KINDS } from '../search/eligibility.rules.js';
import { MOST_SPANS, WEEKDAYS } from './hours.rules.js';
import { MAIL_KINDS } from './organisation.entity.js';
import { webAddress } from './pieces.rules.js';

const reference = readReference(join(projectRoot(), 'config'));

/** An identity in a path or a body. */
export const id = z.uuid();

/** What kind of place a location is, as HSDS says it. */
export const LOCATION_TYPES = ['physical', 'virtual', 'postal'] as const;
/** What the list of organisations can be narrowed to: those that something is wrong with. */
export const STANDINGS = ['stale', 'paused', 'unlisted', 'empty'] as const;

const text = (most: number) => z.string().trim().min(1).max(most);
const day = z.iso.date();
/** Of this century: the day after the last of four figures could not be told. */
const dayToCome = day.refine((on) => on < '2100-01-01', 'http.faults.format.date');
const email = z.string().trim().max(254).toLowerCase().pipe(z.email());
const once = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
const codes = <S extends z.ZodType>(code: S, most: number) => z.array(code).max(most).refine(once, 'organisations.faults.twice');


/** A language of our list in its canonical writing; any other as a tag, for directories that come from elsewhere know more. */
const languageTag = z.string().max(35).transform((tag) => reference.language(tag)?.tag ?? tag).refine((tag) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag), 'organisations.faults.language');

const address = z.string().trim().max(500).transform((url, context) => {
  const known = webAddress(url.includes('://') ? url : `https://${url}`);
  if (known && known.includes('.')) return known;
  context.addIssue({ code: 'custom', message: 'organisations.faults.web' });
  return z.NEVER;
}).meta({ description: 'An address on the web; without https:// it is taken to have it.' });

// Three figures are enough: 211 and 811 are numbers too.
const phoneNumber = z.string().trim().max(40).regex(/^\+?[0-9][0-9 ().-]{2,}$/, 'organisations.faults.phone');
const phone = z.strictObject({ id: id.optional(), number: phoneNumber, extension: text(12).nullable().default(null), description: text(200).nullable().default(null) });
const contact = z.strictObject({ id: id.optional(), name: text(120).nullable().default(null), title: text(120).nullable().default(null), email: email.nullable().default(null), phone: phoneNumber.nullable().default(null) })
  .refine(({ name, title }) => name !== null || title !== null, { message: 'organisations.faults.contact', path: ['name'] });
const cost = z.strictObject({ id: id.optional(), option: text(200).nullable().default(null), amount: z.number().min(0).max(1_000_000).nullable().default(null), note: text(300).nullable().default(null) })
  .refine(({ option, amount }) => option !== null || amount !== null, { message: 'organisations.faults.cost', path: ['option'] });
const lines = z.array(text(300)).max(30).refine(once, 'organisations.faults.twice');

const organisation = {
  name: text(200),
  alternateName: text(200).nullable(),
  description: z.string().trim().max(5_000),
  email: email.nullable().meta({ description: 'Where questions and mails go.' }),
  website: address.nullable(),
  phones: z.array(phone).max(10),
  programmes: lines.meta({ description: 'The names of its programmes, which gather services.' }),
  language: z.enum(LANGUAGES).meta({ description: 'The language it is written to in.' }),
  mails: codes(z.enum(MAIL_KINDS), 3).meta({ description: 'What it wants mails about: places, listing, agreement.' }),
  listed: z.boolean().meta({ description: 'Whether the public directory shows it.' }),
};
const calendar = z.string().max(60).meta({ description: 'A calendar of config/calendars: the clock its promises run on. Only the office changes it.' });

/** An organisation that joins the network. */
export const organisationInput = z.strictObject({ ...z.strictObject(organisation).partial().shape, name: organisation.name, calendar: calendar.optional() }).meta({ id: 'OrganisationInput' });
export type OrganisationInput = z.output<typeof organisationInput>;

const something = (change: object): boolean => Object.keys(change).length > 0;

/** What may change of an organisation; what is left out stays as it is. */
export const organisationChange = z.strictObject({ ...organisation, calendar }).partial().refine(something, 'organisations.faults.nothing').meta({ id: 'OrganisationChange' });
export type OrganisationChange = z.output<typeof organisationChange>;

/** Until which day, with it, nothing is asked of an organisation. */
export const pauseInput = z.strictObject({ until: dayToCome }).meta({ id: 'PauseInput' });

const service = {
  name: text(200),
  alternateName: text(200).nullable(),
  description: text(5_000).nullable(),
  email: email.nullable(),
  url: address.nullable(),
  programme: text(300).nullable().meta({ description: 'The name of the organisation’s programme that it belongs to.' }),
  phones: z.array(phone).max(10),
  needs: codes(needCode, 30).meta({ description: 'Codes of the needs it answers.' }),
  languages: codes(languageTag, 60).meta({ description: 'Tags (BCP 47) of the languages it is given in.' }),
  boroughs: codes(boroughCode, 19).meta({ description: 'Codes of the boroughs it serves; empty for the whole city.' }),
  locationIds: codes(id, 50).meta({ description: 'The organisation’s locations where it is given.' }),
  status: z.enum(SERVICE_STATUSES),
  closedUntil: dayToCome.nullable().meta({ description: 'The last day of a temporary closing.' }),
  alert: text(500).nullable(),
  eligibilityDescription: text(2_000).nullable(),
  minimumAge: z.number().min(0).max(130).nullable(),
  maximumAge: z.number().min(0).max(130).nullable(),
  forStatuses: codes(statusCode, 30).meta({ description: 'Immigration statuses it is for; empty for everybody.' }),
  forGenders: codes(z.enum(GENDERS), 3),
  forHouseholds: codes(z.enum(HOUSEHOLD_KINDS), 10),
  forLanguages: codes(languageTag, 60),
  forBoroughs: codes(boroughCode, 19),
  waitlist: z.boolean(),
  waitlistSize: z.int().min(0).max(100_000).nullable(),
  waitlistWeeks: z.int().min(0).max(520).nullable(),
  applicationProcess: text(2_000).nullable(),
  interpretation: text(1_000).nullable(),
  feesDescription: text(2_000).nullable(),
  costs: z.array(cost).max(20),
  documents: lines.meta({ description: 'What to bring.' }),
  contacts: z.array(contact).max(10),
};

/** A service that an organisation begins to give; it is active unless said otherwise. */
export const serviceInput = z.strictObject({ ...z.strictObject(service).partial().shape, name: service.name }).meta({ id: 'ServiceInput' });
export type ServiceInput = z.output<typeof serviceInput>;

/** What may change of a service; what is left out stays as it is. */
export const serviceChange = z.strictObject(service).partial().refine(something, 'organisations.faults.nothing').meta({ id: 'ServiceChange' });
export type ServiceChange = z.output<typeof serviceChange>;

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'organisations.faults.hour');
// Half a span is a fault of the rules, which can say which half.
const half = z.union([clock, z.literal('')]);
const spans = z.array(z.strictObject({ opens: half.default(''), closes: half.default('') })).max(MOST_SPANS).default([]);

/** Opening hours: the usual week, and the days that are different from it. */
export const hoursInput = z.strictObject({
  week: z.strictObject(Object.fromEntries(WEEKDAYS.map((each) => [each, spans])) as Record<(typeof WEEKDAYS)[number], typeof spans>),
  different: z.array(z.strictObject({ from: day, to: day, opens: clock.nullable().default(null), closes: clock.nullable().default(null), note: text(200).nullable().default(null) })).max(60).default([])
    .meta({ description: 'Other hours on the days from one to another, or closed when there are none.' }),
  keep: z.array(z.string().max(60)).max(200).optional().meta({ description: 'Which of the schedules that no week can say stay, by their identities; without it all do.' }),
}).meta({ id: 'HoursInput' });
export type HoursInput = z.output<typeof hoursInput>;

const latitude = z.number().min(-90).max(90).nullable();
const longitude = z.number().min(-180).max(180).nullable();
const location = {
  name: text(200),
  locationType: z.enum(LOCATION_TYPES),
  description: text(2_000).nullable(),
  url: address.nullable(),
  transportation: text(1_000).nullable(),
  street: text(200).nullable().meta({ description: 'Number and street.' }),
  unit: text(100).nullable(),
  city: text(100).nullable(),
  postalCode: z.string().trim().toUpperCase().regex(/^[A-Z]\d[A-Z] ?\d[A-Z]\d$/, 'organisations.faults.postal-code').transform((code) => `${code.slice(0, 3)} ${code.slice(-3)}`).nullable(),
  borough: boroughCode.nullable(),
  latitude, longitude,
  accessibility: lines.meta({ description: 'What makes it accessible, a line each.' }),
};
const wholePoint = ({ latitude: north, longitude: east }: { readonly latitude?: number | null | undefined; readonly longitude?: number | null | undefined }): boolean => (north ?? null) === null === ((east ?? null) === null);
const pointFault = { message: 'organisations.faults.half-a-point', path: ['longitude'] };

/** A place of an organisation. Without coordinates it stands in the middle of its borough. */
export const locationInput = z.strictObject({ ...z.strictObject(location).partial().shape, name: location.name }).refine(wholePoint, pointFault).meta({ id: 'LocationInput' });
export type LocationInput = z.output<typeof locationInput>;

/** What may change of a place; what is left out stays as it is. */
export const locationChange = z.strictObject(location).partial().refine(something, 'organisations.faults.nothing').refine(wholePoint, pointFault).meta({ id: 'LocationChange' });
export type LocationChange = z.output<typeof locationChange>;

/** Which organisations to list. */
export const organisationsQuery = pageQuery.extend({
  q: z.string().trim().max(120).optional().meta({ description: 'A part of a name, in whatever case and with or without accents.' }),
  need: needCode.optional(),
  standing: z.enum(STANDINGS).optional().meta({ description: 'stale: a listing is not confirmed; paused; unlisted in public; empty: no service runs.' }),
});
export type OrganisationsQuery = z.output<typeof organisationsQuery>;
