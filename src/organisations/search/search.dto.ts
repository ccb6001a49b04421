import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { pageQuery } from '../../../libs/http/keyset.js';
import { boroughCode, needCode, statusCode } from '../codes.dto.js';
import { GENDERS, type HouseholdFacts } from './eligibility.rules.js';
import type { Question } from './search.sql.js';

const reference = readReference(join(projectRoot(), 'config'));

/** The tag of a language that the office knows, in its canonical writing. */
export const languageTag = z.string().max(35).transform((tag, context) => {
  const known = reference.language(tag);
  if (known) return known.tag;
  context.addIssue({ code: 'custom', message: 'organisations.faults.unknown-language' });
  return z.NEVER;
});
const yes = z.boolean().default(false);

const household = z.strictObject({
  statuses: z.array(statusCode).max(10).default([]),
  people: z.array(z.strictObject({ age: z.number().int().min(0).max(130).nullable().default(null), gender: z.enum(GENDERS).nullable().default(null) })).max(30).default([]),
  languages: z.array(languageTag).max(12).default([]),
  borough: boroughCode.nullable().default(null),
}).meta({ id: 'HouseholdFacts', description: 'Who needs help; what is left out is unknown, and never held against them.' });

/** What to look for in the network. It is posted: what people type and who they are never stand in an address. */
export const servicesSearch = z.strictObject({
  needs: z.array(needCode).max(30).default([]).meta({ description: 'Services that answer any of these needs.' }),
  languages: z.array(languageTag).max(12).default([]).meta({ description: 'Services given in any of these languages.' }),
  borough: boroughCode.nullable().default(null).meta({ description: 'Services that serve this borough, or the whole city.' }),
  near: z.strictObject({ borough: boroughCode.optional(), latitude: z.number().min(-90).max(90).optional(), longitude: z.number().min(-180).max(180).optional(), km: z.number().positive().max(200).nullable().default(null) })
    .refine(({ borough, latitude, longitude }) => borough !== undefined || (latitude !== undefined && longitude !== undefined), 'organisations.faults.no-point').nullable().default(null)
    .meta({ description: 'From where distances are measured: a point, or the middle of a borough; with `km`, no further than that.' }),
  openNow: yes,
  hasRoom: yes.meta({ description: 'Only where at least one place is likely free.' }),
  eligible: yes.meta({ description: 'Only where every rule is known to be met by the household.' }),
  text: z.string().trim().max(120).default('').meta({ description: 'Words of the name, the organisation, the description or the need.' }),
  household: household.nullable().default(null),
  all: yes.meta({ description: 'Also those that cannot help now, after the others; without it they are only counted.' }),
  including: z.enum(['unverified']).optional().meta({ description: 'Also listings that nobody has confirmed for seven months.' }),
  limit: z.number().int().min(1).max(200).default(25),
  after: pageQuery.shape.after,
}).refine(({ eligible, household: known }) => !eligible || known !== null, { path: ['household'], message: 'organisations.faults.eligible-for-whom' }).meta({ id: 'ServicesSearch' });
export type ServicesSearch = z.output<typeof servicesSearch>;

/** What was asked, as the statement takes it. */
export function questionOf({ near, household: known, including, ...asked }: ServicesSearch, after: Question['after']): Question {
  return { ...asked, near: near && pointOf(near), household: known && knownOf(known), unverified: including === 'unverified', after };
}

function pointOf({ borough, latitude = 0, longitude = 0, km }: NonNullable<ServicesSearch['near']>): NonNullable<Question['near']> {
  const middle = borough === undefined ? undefined : reference.borough(borough);
  return { latitude: middle?.latitude ?? latitude, longitude: middle?.longitude ?? longitude, km };
}

/** A status that is written down as unknown is not known. */
const knownOf = (household: HouseholdFacts): HouseholdFacts => ({ ...household, statuses: household.statuses.filter((code) => code !== 'UNKNOWN') });
