import { z } from 'zod';
import {
  boroughCode, consentDraft, day, HOUSING, INTERPRETER, languageTag, longText, newcomerDraft, scoreInput, SOURCES, statusCode, TIERS, URGENCIES, wayDraft,
} from '../cases/cases.door.js';
import { OVERRIDES } from './household.rules.js';

/** The most people that one household counts; more is a slip, or two households. */
const MOST_PEOPLE = 25;

/** Who is to take it on: a person, the least loaded who shares a language, or nobody yet (the lead holds it). */
export const ownerWish = z.union([z.enum(['least_loaded', 'nobody']), z.uuid()], 'arrivals.faults.owner').default('least_loaded')
  .meta({ description: 'A person’s id, `least_loaded` (of the team, with a shared language) or `nobody`.' });

/** What somebody decides about the proposed tier; left out, the proposal stands and waits to be confirmed. */
export const tierDecision = z.strictObject({ confirmed: z.enum(TIERS), because: z.enum(OVERRIDES).optional() });
export type TierDecision = z.output<typeof tierDecision>;

const household = {
  newcomers: z.array(newcomerDraft).min(1).max(MOST_PEOPLE).meta({ description: 'Exactly one of kinship `head`; it comes first.' }),
  immigrationStatus: statusCode,
  source: z.enum(SOURCES).exclude(['list']),
  language: languageTag,
  languages: z.array(languageTag).max(12).default([]),
  interpreter: z.enum(INTERPRETER),
  borough: boroughCode.nullable().optional(),
  address: longText(300).nullable().optional(),
  restricted: z.boolean().default(false),
  contactWays: z.array(wayDraft).max(10).default([]),
  housing: z.enum(HOUSING).nullable().optional(),
  urgencies: z.array(z.enum(URGENCIES)).default([]),
  hasJobOrSchool: z.boolean().optional(),
  agreesToMessages: z.boolean().optional(),
  needs: z.array(scoreInput).max(30).default([]),
  consents: z.array(consentDraft).max(20).default([]),
  note: longText(10_000).nullable().optional(),
  teamId: z.uuid().optional().meta({ description: 'The team; left out, one’s own.' }),
  owner: ownerWish,
  tier: tierDecision.optional(),
};

/** The hour on the office's clock. */
const hour = z.iso.time({ precision: -1, error: 'arrivals.faults.hour' }).meta({ description: 'On the office’s clock, `14:30`.' });

/** A household that is here. */
export const arrivalInput = z.strictObject({
  ...household, arrivalOn: day, arrivalTime: hour.optional(), provinceArrivalOn: day.nullable().optional(),
}).meta({ id: 'ArrivalInput' });
export type ArrivalInput = z.output<typeof arrivalInput>;

/** A household that is to come. */
export const noticeInput = z.strictObject({
  ...household, plannedArrivalOn: day, noticeNumber: longText(60).optional(),
}).meta({ id: 'ArrivalNoticeInput' });
export type NoticeInput = z.output<typeof noticeInput>;

/** They came: the day, and the hour if somebody knows it. */
export const arrivedInput = z.strictObject({ arrivalOn: day, arrivalTime: hour.optional(), provinceArrivalOn: day.nullable().optional() }).meta({ id: 'ArrivedInput' });
export type ArrivedInput = z.output<typeof arrivedInput>;
