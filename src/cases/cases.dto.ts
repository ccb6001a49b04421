import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../config/root.js';
import { HOUSING, INTERPRETER, URGENCIES } from './case.rules.js';
import { OPENING_REASONS } from './cases.policy.js';
import { readReference } from '../../config/reference.js';

const reference = readReference(join(projectRoot(), 'config'));

/** An identity in a path or a body. */
export const id = z.uuid();

/** A civil date, `2026-11-23`. */
export const day = z.iso.date();

/** A day on which somebody can have been born; whether it has come yet, the deed judges by the office's clock. */
export const birthDay = day.refine((on) => on >= '1900-01-01', 'cases.faults.birth-too-old');

/** A name as its bearer writes it: any script, no line breaks. */
export const personName = z.string().trim().min(1).max(120).refine((name) => !/[\p{Cc}\p{Cf}]/u.test(name.replaceAll('\u200c', '').replaceAll('\u200d', '')), 'cases.faults.name');

/** The tag of a language that the office knows, in its canonical writing. */
export const languageTag = z.string().max(35).transform((tag, context) => {
  const known = reference.language(tag);
  if (known) return known.tag;
  context.addIssue({ code: 'custom', message: 'cases.faults.language' });
  return z.NEVER;
});

/** The code of one of the thirty needs. */
export const needCode = z.string().refine((code) => reference.need(code) !== undefined, 'cases.faults.need');

/** The code of an immigration status. */
export const statusCode = z.string().refine((code) => reference.status(code) !== undefined, 'cases.faults.status');

/** The code of a borough. */
export const boroughCode = z.string().refine((code) => reference.borough(code) !== undefined, 'cases.faults.borough');

/** A text that people write; empty is nothing. */
export const longText = (most: number) => z.string().trim().min(1).max(most);

/** A case's identity in a path. */
export const caseId = id.meta({ description: 'The case.' });

/** What may change in a file; what is left out stays as it is, and null takes a value away. */
export const caseChange = z.strictObject({
  language: languageTag,
  languages: z.array(languageTag).max(12),
  interpreter: z.enum(INTERPRETER),
  immigrationStatus: statusCode,
  borough: boroughCode.nullable(),
  address: longText(300).nullable(),
  housing: z.enum(HOUSING).nullable(),
  urgencies: z.array(z.enum(URGENCIES)),
  plannedArrivalOn: day.nullable(),
  arrivalOn: day,
  arrivalAt: z.iso.datetime({ offset: true }).transform((at) => new Date(at)).nullable(),
  provinceArrivalOn: day.nullable(),
  movedInOn: day.nullable(),
}).partial().meta({ id: 'CaseChange' });
export type CaseChange = z.output<typeof caseChange>;

/** A note about the household. */
export const noteInput = z.strictObject({ body: longText(10_000) }).meta({ id: 'NoteInput' });

/** Hiding a case from all but its owner and their lead, or showing it again. */
export const restrictionInput = z.strictObject({ restricted: z.boolean() }).meta({ id: 'RestrictionInput' });

/** Why a restricted case is opened. */
export const openingReason = z.enum(OPENING_REASONS);


