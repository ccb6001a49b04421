import { z } from 'zod';
import { pageQuery } from '../../../libs/http/keyset.js';

/** An import's identity in a path. */
export const importId = z.uuid().meta({ description: 'The import.' });
/** Pages of imports. */
export const importsQuery = pageQuery.strict();
export type ImportsQuery = z.output<typeof importsQuery>;
