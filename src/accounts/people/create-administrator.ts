import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { newId } from '../../../libs/sql/id.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { LinkMails } from '../links/link-mails.js';
import { LinksStore } from '../links/links.store.js';
import { judgePassword } from '../own/judge-password.js';
import { Passwords } from '../sign-in/passwords.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { PeopleStore } from './people.store.js';

const CONSOLE = engine('console');

/** Whom the operator names, and the password they chose for them, if any. */
export interface FirstAdministrator {
  readonly email: string;
  readonly name: string;
  readonly language: 'fr' | 'en';
  readonly password?: string | undefined;
}

/**
 * The operator of the machine makes an administrator: the first one, or anew when nobody can come in any more.
 * There is no default password: either the operator gives one, or a one-time link is made for whoever will choose it.
 */
@Injectable()
export class CreateAdministrator {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleStore,
    private readonly passwords: Passwords,
    private readonly links: LinksStore,
    private readonly sessions: SessionsStore,
    private readonly mails: LinkMails,
    private readonly audit: Audit,
  ) {}

  /** The address of the link that opens the account, or null when a password was given. */
  async run(wanted: FirstAdministrator): Promise<{ id: string; link: string | null }> {
    if (wanted.password !== undefined) judgePassword(wanted.password, [wanted.email, wanted.name]);
    const hash = wanted.password === undefined ? undefined : await this.passwords.hash(wanted.password);
    return this.transactions.run(CONSOLE, async (tx) => {
      const id = await this.present(tx, wanted);
      if (hash !== undefined) await this.people.setPassword(tx, id, hash);
      else await this.people.change(tx, id, { state: 'invited' });
      await this.sessions.endAll(tx, id);
      await this.links.revoke(tx, id, null);
      await this.audit.record(tx, { chain: id, action: 'administrator.made' });
      return { id, link: hash === undefined ? this.mails.url('invitation', (await this.links.issue(tx, id, 'invitation')).secret) : null };
    });
  }

  private async present(tx: Tx, { email, name, language }: FirstAdministrator): Promise<string> {
    const known = await this.people.byEmail(tx, email);
    if (known) {
      const { id, roles } = await this.people.lock(tx, known.id);
      await this.people.change(tx, id, { roles: [...new Set([...roles, 'administrator'])] });
      return id;
    }
    const id = newId();
    await this.people.add(tx, {
      id, email, name, language, roles: ['administrator'], languages: [], theme: null, teamId: null, organisationId: null, phone: null, state: 'invited',
      passwordHash: null, passwordChangedAt: null, demo: false,
    });
    return id;
  }
}
