import { z } from 'zod';
import { longText, needCode } from '../cases.dto.js';

/** One need's score, 0 crisis to 4 thriving. */
export const scoreInput = z.strictObject({ code: needCode, score: z.int().min(0).max(4), note: longText(2_000).nullable().optional() }).meta({ id: 'NeedScore' });

/** Several needs scored in one sitting. */
export const needsInput = z.strictObject({ scores: z.array(scoreInput).min(1).max(30) }).meta({ id: 'NeedsInput' });
export type NeedsInput = z.output<typeof needsInput>;
