import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { InvalidInput } from '../../../libs/http/refusal.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { LinksStore } from '../links/links.store.js';
import { officeSide } from '../office-side.js';
import { PeopleStore } from '../people/people.store.js';
import { Passwords } from '../sign-in/passwords.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { SignInThrottle } from '../sign-in/throttle.js';
import { judgePassword } from './judge-password.js';

/** Somebody changes their password: they prove the present one, and their sessions elsewhere end at once. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly sessions: SessionsStore,
    private readonly links: LinksStore,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly audit: Audit,
  ) {}

  /** How many sessions ended. A stolen session guesses no faster than a stranger: tries are counted as at the door. */
  async run(by: SignedIn, current: string, password: string, ip: string): Promise<{ ended: number }> {
    await this.throttle.count(by.email, ip);
    const person = await this.transactions.read(officeSide(by), (tx) => this.people.lock(tx, by.personId));
    if (!(await this.passwords.matches(person.passwordHash, current))) throw new InvalidInput([{ path: 'current', code: 'accounts.faults.current-wrong' }]);
    await this.throttle.welcome(by.email, ip);
    judgePassword(password, [by.email, by.name]);
    const hash = await this.passwords.hash(password);
    return this.transactions.run(officeSide(by), async (tx) => {
      await this.people.setPassword(tx, by.personId, hash);
      await this.links.revoke(tx, by.personId, 'password_reset');
      const ended = await this.sessions.endAll(tx, by.personId, by.sessionId);
      await this.audit.record(tx, { chain: by.personId, action: 'password.changed', details: { ended } });
      return { ended };
    });
  }
}
