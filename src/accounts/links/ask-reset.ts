import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { PeopleStore } from '../people/people.store.js';
import { foldEmail } from '../sign-in/check-password.js';
import { SignInThrottle } from '../sign-in/throttle.js';
import { LinkMails } from './link-mails.js';
import { LinksStore } from './links.store.js';

const ASKING = engine('password-reset');

/** Somebody forgot their password. The answer is the same, and as quick, whether or not there is such an account. */
@Injectable()
export class AskReset implements BeforeApplicationShutdown {
  private readonly log = new Logger('accounts');
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly links: LinksStore,
    private readonly mails: LinkMails,
    private readonly throttle: SignInThrottle,
    private readonly audit: Audit,
  ) {}

  /** Takes the request; what comes of it happens after the answer. Throws `TooMany` when an address asks often. */
  async run(email: string, ip: string): Promise<void> {
    await this.throttle.countAddress(ip);
    const work = this.send(foldEmail(email)).catch((fault: unknown) => {
      this.log.error({ event: 'a reset link could not be sent', fault: fault instanceof Error ? fault.name : typeof fault });
    });
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
  }

  /** Whatever was asked before the end is still sent. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async send(email: string): Promise<void> {
    await this.transactions.run(ASKING, async (tx) => {
      const found = await this.people.byEmail(tx, email);
      if (!found) return;
      const person = await this.people.lock(tx, found.id);
      if (person.state !== 'active' || (await this.links.madeLately(tx, person.id, 'password_reset'))) return;
      await this.mails.send(tx, 'password_reset', await this.links.issue(tx, person.id, 'password_reset'), person);
      await this.audit.record(tx, { chain: person.id, action: 'password.reset-asked' });
    });
  }
}
