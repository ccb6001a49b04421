import { z } from 'zod';
import { id, need } from '../asking/referrals.dto.js';

const empty = (text: unknown): unknown => (text === '' ? undefined : text);
const on = z.preprocess((value) => value === true || value === '1' || value === 'true', z.boolean());

/** What narrows suggestions: codes, so that they may stand in an address. */
export const narrowingWords = {
  speaks: on.meta({ description: 'Only services given in a language of the household.' }),
  km: z.preprocess(empty, z.coerce.number().int().min(1).max(50).nullable().default(null)).meta({ description: 'No further than so many kilometres from the middle of their borough.' }),
  openNow: on,
  hasRoom: on.meta({ description: 'Only where at least one place is likely free.' }),
  unverified: on.meta({ description: 'Also listings that nobody has confirmed for seven months.' }),
};

/** As an address, or the question of a referral, narrows. */
export const narrowingQuery = z.strictObject(narrowingWords).meta({ id: 'SuggestionsQuery' });
export type Narrowing = z.output<typeof narrowingQuery> & { readonly text: string };

/** Who could help with a need of a case, before a referral exists. */
export const suggestInput = z.strictObject({
  need,
  newcomerId: id.nullable().default(null).meta({ description: 'One person of the household; null for all of it.' }),
  text: z.string().trim().max(120).default('').meta({ description: 'Words of a service or an organisation that you know, whatever need it answers; they never stand in an address.' }),
  ...narrowingWords,
}).meta({ id: 'SuggestInput' });
export type SuggestInput = z.output<typeof suggestInput>;
