import { Injectable, Logger } from '@nestjs/common';
import { row, statement } from '../../../libs/sql/sql.js';
import { engine, type PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { LONGEST_PASSWORD } from './password.rules.js';
import { Passwords } from './passwords.js';
import { SignInThrottle } from './throttle.js';

const BY_EMAIL = statement('accounts.by-email', `
  select id as "personId", roles, team_id as "teamId", password_hash as "passwordHash" from people where email = $1 and state = 'active'`);

/** Somebody whose password was right, not yet signed in. */
export type Recognised = PersonActor;

/** An address as accounts are found by it. */
export const foldEmail = (email: string): string => email.trim().toLowerCase();

/** Judges an e-mail address and a password: counted first, in equal time for whoever does not exist. */
@Injectable()
export class CheckPassword {
  private readonly log = new Logger('accounts');

  constructor(
    private readonly transactions: Transactions,
    private readonly throttle: SignInThrottle,
    private readonly passwords: Passwords,
  ) {}

  /** The person, or null. Throws `TooMany` with the seconds to wait. */
  async run(given: string, password: string, ip: string): Promise<Recognised | null> {
    const email = foldEmail(given);
    await this.throttle.count(email, ip);
    const found = await this.transactions.read(engine('sign-in'), (tx) =>
      row<{ personId: string; roles: string[]; teamId: string | null; passwordHash: string }>(tx, BY_EMAIL, [email]));
    const right = password.length <= LONGEST_PASSWORD * 4 && (await this.passwords.matches(found?.passwordHash ?? null, password));
    if (!found || !right) {
      this.log.warn({ event: 'sign-in refused', person: found?.personId ?? null });
      return null;
    }
    await this.throttle.welcome(email, ip);
    return { kind: 'person', personId: found.personId, roles: found.roles, teamId: found.teamId, organisationId: null };
  }
}
