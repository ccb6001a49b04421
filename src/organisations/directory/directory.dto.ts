import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { pageQuery } from '../../../libs/http/keyset.js';

const reference = readReference(join(projectRoot(), 'config'));

/** A code of a list; what is not in it, an old link or a wish of a robot, narrows nothing. */
const code = (find: (text: string) => string | undefined) => z.unknown().optional().transform((text) => (typeof text === 'string' ? find(text) : undefined));

/** What of the directory stands in an address: codes, never words. */
export const directoryQuery = z.object({
  lang: z.unknown().optional(),
  need: code((text) => reference.need(text)?.code),
  language: code((text) => reference.language(text)?.tag),
  borough: code((text) => reference.borough(text)?.code),
  open: z.unknown().optional().transform((text) => text === '1'),
  after: z.preprocess((text) => (text === '' ? undefined : text), pageQuery.shape.after),
});
export type DirectoryQuery = z.output<typeof directoryQuery>;

/** The language in a service's address. */
export const languageQuery = z.object({ lang: z.unknown().optional() });
