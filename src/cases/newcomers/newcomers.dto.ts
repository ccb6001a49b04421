import { z } from 'zod';
import { birthDay, id, languageTag, personName, statusCode } from '../cases.dto.js';
import { GENDERS, KINSHIPS } from './newcomers.rules.js';

const fields = {
  givenName: personName,
  familyName: z.union([z.literal(''), personName]),
  gender: z.enum(GENDERS).nullable(),
  birthOn: birthDay.nullable(),
  speaksFrench: z.boolean().nullable(),
  speaksEnglish: z.boolean().nullable(),
  languages: z.array(languageTag).max(12),
  immigrationStatus: statusCode.nullable(),
};

/** What somebody is to the head; the head itself is made by `POST …/head`. */
const kinship = z.enum(KINSHIPS).exclude(['head']);

/** A person who joins the household. */
export const newcomerInput = z.strictObject(fields).partial().required({ givenName: true }).extend({ kinship }).meta({ id: 'NewcomerInput' });
export type NewcomerInput = z.output<typeof newcomerInput>;

/** What may change about a person; what is left out stays as it is. */
export const newcomerChange = z.strictObject({ ...fields, kinship }).partial().meta({ id: 'NewcomerChange' });
export type NewcomerChange = z.output<typeof newcomerChange>;

/** A person at registration, where the first of them may be the head. */
export const newcomerDraft = newcomerInput.extend({ kinship: z.enum(KINSHIPS) }).meta({ id: 'NewcomerDraft' });

/** Who becomes the head. */
export const headInput = z.strictObject({ newcomerId: id }).meta({ id: 'HeadInput' });
