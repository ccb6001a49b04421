import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../config/root.js';
import { readReference } from '../../../config/reference.js';
import { wholeNumber } from '../places/places.dto.js';
import { HOUSEHOLD_KINDS } from '../search/eligibility.rules.js';
import { ANSWER_CLOCKS, ANSWER_UNITS } from './agreement.rules.js';

/** Whom an agreement may put first: the office's statuses, and kinds of household. */
export const PRIORITY_GROUPS: Readonly<Record<'statuses' | 'households', readonly string[]>> = {
  statuses: readReference(join(projectRoot(), 'config')).statuses.map(({ code }) => code), households: HOUSEHOLD_KINDS,
};
const groups = [...PRIORITY_GROUPS.statuses, ...PRIORITY_GROUPS.households];

const day = z.iso.date().refine((on) => on >= '2000-01-01' && on < '2100-01-01', 'http.faults.format.date');

const fields = {
  serviceId: z.uuid().nullable(),
  terms: z.string().trim().min(1).max(4_000),
  answerWithin: wholeNumber(1, 1_000).nullable(),
  answerUnit: z.enum(ANSWER_UNITS).nullable(),
  answerClock: z.enum(ANSWER_CLOCKS).nullable(),
  quotaPerMonth: wholeNumber(1, 10_000).nullable(),
  priorityGroups: z.array(z.string().refine((code) => groups.includes(code), 'organisations.faults.priority-group')).max(groups.length),
  startsOn: day,
  endsOn: day.nullable(),
  remindDays: wholeNumber(1, 365),
};

/** What is agreed; what is left out is not promised. */
export const agreementInput = z.strictObject({
  ...fields,
  serviceId: fields.serviceId.default(null), answerWithin: fields.answerWithin.default(null), answerUnit: fields.answerUnit.default(null),
  answerClock: fields.answerClock.default(null), quotaPerMonth: fields.quotaPerMonth.default(null), priorityGroups: fields.priorityGroups.default([]),
  endsOn: fields.endsOn.default(null), remindDays: fields.remindDays.default(60),
}).meta({ id: 'AgreementInput' });
export type AgreementInput = z.output<typeof agreementInput>;

/** What changes of an agreement. */
export const agreementChange = z.strictObject(fields).partial().meta({ id: 'AgreementChange' });
export type AgreementChange = z.output<typeof agreementChange>;
