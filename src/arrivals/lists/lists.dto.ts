import { z } from 'zod';
import { pageQuery } from '../../../libs/http/keyset.js';

/** A list's identity in a path. */
export const importId = z.uuid().meta({ description: 'The list.' });

/** Which rows: of one verdict, or all. */
export const rowsQuery = pageQuery.extend({ verdict: z.enum(['accepted', 'mended', 'warned', 'repeat', 'rejected']).optional() }).strict();
export type RowsQuery = z.output<typeof rowsQuery>;

/** Pages of lists. */
export const listsQuery = pageQuery.strict();
export type ListsQuery = z.output<typeof listsQuery>;
