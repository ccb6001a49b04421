import { z } from 'zod';
import { GivenPassword } from '../own/own.dto.js';
import { Email } from '../people/people.dto.js';

/** What one signs in with. */
export const Credentials = z.strictObject({ email: Email, password: GivenPassword }).meta({ id: 'Credentials' });
export type Credentials = z.infer<typeof Credentials>;
