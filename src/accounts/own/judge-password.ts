import { InvalidInput } from '../../../libs/http/refusal.js';
import { LONGEST_PASSWORD, passwordFault, SHORTEST_PASSWORD } from '../sign-in/password.rules.js';

/** Refuses a password that guards nothing, beside its field. */
export function judgePassword(password: string, known: readonly string[]): void {
  const fault = passwordFault(password, known);
  if (fault) {
    throw new InvalidInput([{ path: 'password', code: `accounts.faults.password-${fault}`, values: { minimum: SHORTEST_PASSWORD, maximum: LONGEST_PASSWORD } }]);
  }
}
