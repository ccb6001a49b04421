import { z } from 'zod';

/** A token to be made. */
export const NewToken = z.strictObject({
  name: z.string().trim().min(1).max(80).meta({ description: 'What it is for.' }),
  days: z.coerce.number().int().min(1).max(365).default(90).meta({ description: 'How long it opens, 1 to 365 days.' }),
}).meta({ id: 'NewToken' });
export type NewToken = z.infer<typeof NewToken>;
