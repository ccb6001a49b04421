import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { pageQuery } from '../../../libs/http/keyset.js';

const { need } = readReference(join(projectRoot(), 'config'));

/** A term's identity in a path. */
export const termId = z.uuid().meta({ description: 'The term.' });
/** Pages of terms. */
export const termsQuery = pageQuery.strict();
export type TermsQuery = z.output<typeof termsQuery>;
/** The need that a term means; null or nothing when it means none. */
export const Meaning = z.object({ need: z.string().refine((code) => need(code) !== undefined, 'http.faults.choice').nullish() }).strict();
export type Meaning = z.output<typeof Meaning>;
