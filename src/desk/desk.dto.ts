import { z } from 'zod';
import { many, ticked } from '../../libs/http/forms.js';
import { pageQuery } from '../../libs/http/keyset.js';
import { boroughCode, languageTag, openingReason, TIERS } from '../cases/cases.door.js';
import { LISTS, SCOPES, SORTS } from './worklist.rules.js';

/** An identity in a path. */
export const id = z.uuid();

/** Several codes in one parameter, set apart by commas. */
const codes = <S extends z.ZodType>(item: S) =>
  z.preprocess((text) => (typeof text === 'string' ? text.split(',').filter(Boolean) : text), z.array(item).max(30).optional());

/** Which cases to list, in which order; everything of it may stand in an address. */
export const listQuery = z.strictObject({
  scope: z.enum(SCOPES).optional().meta({ description: 'Whose cases: your own, your team’s or all; your usual one unless told.' }),
  list: z.enum(LISTS).default('all'),
  sort: z.enum(SORTS).default('due').meta({ description: 'A minus turns the order round; closed cases come by when they closed.' }),
  tier: codes(z.enum(TIERS)).meta({ description: 'Tiers, set apart by commas: `P1,P2`.' }),
  language: codes(languageTag),
  borough: codes(boroughCode),
  step: codes(z.string().regex(/^[A-Z][A-Z0-9_]{1,20}$/, 'desk.faults.step')).meta({ description: 'Codes of the next checkpoint: `D01,D03`.' }),
  status: codes(z.enum(['expected', 'open', 'closed'])),
  owner: codes(id),
  ...pageQuery.shape,
  limit: pageQuery.shape.limit.default(25),
}).meta({ id: 'CaseListQuery' });
export type ListQuery = z.output<typeof listQuery>;

/** Why a restricted case is opened, when it must be said. */
export const openingQuery = z.strictObject({ reason: openingReason.optional().meta({ description: 'Why you open a restricted case; it is recorded.' }) });
export type OpeningQuery = z.output<typeof openingQuery>;

/** The kinds of happenings a timeline can be narrowed to. */
export const THREADS = ['all', 'contacts', 'notes', 'referrals'] as const;

/** A page of a timeline. */
export const timelineQuery = z.strictObject({
  kind: z.enum(THREADS).default('all'),
  ...openingQuery.shape,
  ...pageQuery.shape,
}).meta({ id: 'TimelineQuery' });
export type TimelineQuery = z.output<typeof timelineQuery>;

/** What somebody types to find a household. */
export const searchInput = z.strictObject({
  text: z.string().trim().min(2).max(120).meta({ description: 'A name, near enough; a case number; or the first digits of a telephone.' }),
}).meta({ id: 'NewcomerSearch' });

/** Which notices to list. */
export const noticesQuery = z.strictObject({ ...pageQuery.shape, unread: z.preprocess((value) => value !== undefined && ticked(value), z.boolean()) }).meta({ id: 'NoticesQuery' });
export type NoticesQuery = z.output<typeof noticesQuery>;

/** Marking notices as read: those named, or all until a moment. */
export const readInput = z.strictObject({
  ids: z.preprocess((value) => (value === undefined ? undefined : many(value)), z.array(id).max(200).optional()),
  until: z.iso.datetime({ offset: true }).transform((text) => new Date(text)).optional(),
}).refine(({ ids, until }) => ids !== undefined || until !== undefined, { path: ['ids'], message: 'desk.faults.which-notices' }).meta({ id: 'NoticesRead' });
export type ReadInput = z.output<typeof readInput>;

/** Whose work of today the day shows. */
export const dayQuery = z.strictObject({ of: z.enum(['mine', 'team']).optional(), done: z.string().max(40).optional() });
