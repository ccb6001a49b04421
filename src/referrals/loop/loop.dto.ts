import { z } from 'zod';
import { ANSWERS, DECISIONS } from './loop.rules.js';

const said = z.string().trim().min(1).max(2_000);

/** What the newcomer says came of it, as whoever spoke with them writes it down. */
export const toldInput = z.strictObject({ answer: z.enum(ANSWERS), because: said.optional() }).meta({ id: 'OutcomeToldInput' });
/** What the office makes of both sides, and a word of why. */
export const settleInput = z.strictObject({ decision: z.enum(DECISIONS), note: said.optional() }).meta({ id: 'SettleReviewInput' });
export type SettleInput = z.output<typeof settleInput>;
/** The year in which somebody was born. */
export const yearInput = z.object({ year: z.coerce.number().int().min(1900).max(2100) });
/** What is answered on the newcomer's page. */
export const tapInput = z.strictObject({ offer: z.uuid(), answer: z.enum(ANSWERS) });
