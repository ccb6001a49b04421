import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../config/root.js';
import { readReference } from '../../../config/reference.js';

const reference = readReference(join(projectRoot(), 'config'));

/** What the network is looked at for: one need, one language, or all of them. An empty field of a form says all. */
export const coverageQuery = z.object({
  need: z.string().refine((code) => code === '' || reference.need(code) !== undefined, 'organisations.faults.need').optional()
    .transform((code) => code || null).meta({ description: 'The code of a need.' }),
  language: z.string().refine((tag) => tag === '' || reference.language(tag) !== undefined, 'organisations.faults.unknown-language').optional()
    .transform((tag) => (tag ? (reference.language(tag)?.tag ?? tag) : null)).meta({ description: 'The tag of a language; only services given in it are counted.' }),
});
export type CoverageQuery = z.output<typeof coverageQuery>;
