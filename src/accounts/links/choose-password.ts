import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Refusal } from '../../../libs/http/refusal.js';
import { engine, type PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { judgePassword } from '../own/judge-password.js';
import { PeopleStore } from '../people/people.store.js';
import type { PersonEntity } from '../people/person.entity.js';
import { Passwords } from '../sign-in/passwords.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { SignInThrottle } from '../sign-in/throttle.js';
import { LinksStore, type LinkPurpose, type LiveLink } from './links.store.js';

const OPENING = engine('personal-link');

/** What each purpose asks of the account, and how the audit calls it. */
const PURPOSES = {
  invitation: { state: 'invited', action: 'invitation.accepted' },
  password_reset: { state: 'active', action: 'password.reset' },
} as const satisfies Record<LinkPurpose, { state: PersonEntity['state']; action: string }>;

/** Somebody opens their one-time link and chooses a password: the link is used up, and every session before it ends. */
@Injectable()
export class ChoosePassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: LinksStore,
    private readonly people: PeopleStore,
    private readonly sessions: SessionsStore,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly audit: Audit,
  ) {}

  /** Whose link this is, if it still opens. Throws `TooMany` when an address tries many. */
  async look(purpose: LinkPurpose, secret: string, ip: string): Promise<LiveLink | undefined> {
    const link = await this.transactions.read(OPENING, (tx) => this.links.look(tx, secret, purpose));
    if (!link) await this.throttle.countAddress(ip);
    return link;
  }

  /** Who may now sign in. Refuses a link that does not open, and a password that guards nothing. */
  async run(purpose: LinkPurpose, secret: string, password: string, ip: string): Promise<PersonActor> {
    const link = await this.look(purpose, secret, ip);
    if (!link) throw new Refusal('accounts.link-closed');
    judgePassword(password, [link.email, link.name]);
    const hash = await this.passwords.hash(password);
    const person = await this.transactions.run(OPENING, (tx) => this.open(tx, purpose, secret, hash));
    await this.throttle.welcome(link.email, ip);
    return { kind: 'person', personId: person.id, roles: person.roles, teamId: person.teamId, organisationId: null };
  }

  private async open(tx: Tx, purpose: LinkPurpose, secret: string, hash: string): Promise<PersonEntity> {
    const { state, action } = PURPOSES[purpose];
    const personId = await this.links.use(tx, secret, purpose);
    if (!personId) throw new Refusal('accounts.link-closed');
    const person = await this.people.lock(tx, personId);
    if (person.state !== state) throw new Refusal('accounts.link-closed');
    await this.people.setPassword(tx, personId, hash);
    await this.links.revoke(tx, personId, null);
    await this.sessions.endAll(tx, personId);
    await this.audit.record(tx, { chain: personId, action });
    return person;
  }
}
