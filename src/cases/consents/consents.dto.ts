import { z } from 'zod';
import { day, id, languageTag } from '../cases.dto.js';
import { GIVERS, PROOFS, PURPOSE_CODES } from './consent.rules.js';

const fields = {
  purpose: z.enum(PURPOSE_CODES),
  recipient: z.string().min(1).max(60),
  language: languageTag,
  interpreted: z.boolean(),
  proof: z.enum(PROOFS),
  givenBy: z.enum(GIVERS).default('self'),
  expiresOn: day,
};

/** A consent as it was given, for one purpose and one recipient. */
export const consentInput = z.strictObject({ newcomerId: id, ...fields }).meta({ id: 'ConsentInput' });
export type ConsentInput = z.output<typeof consentInput>;

/** The same at registration, where people are known by their place in the form. */
export const consentDraft = z.strictObject({ newcomer: z.int().min(0), ...fields }).meta({ id: 'ConsentDraft' });
