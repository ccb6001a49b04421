import { z } from 'zod';
import { LANGUAGES } from '../../../libs/i18n/language.js';

/** A text that is at most a password; whether it is a good one is judged by the rules. */
export const GivenPassword = z.string().min(1).max(800);

/** One's own settings. */
export const Settings = z.strictObject({
  language: z.enum(LANGUAGES),
  theme: z.enum(['light', 'dark']).nullable().meta({ description: 'Null follows the system.' }),
}).partial().refine((settings) => Object.keys(settings).length > 0, 'accounts.faults.nothing').meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

/** The present password, and the one to come. */
export const PasswordChange = z.strictObject({ current: GivenPassword, password: GivenPassword }).meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;
