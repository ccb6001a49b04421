import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { SignInThrottle } from '../../accounts/accounts.door.js';
import { type LiveNewcomerLink, NewcomerLinks } from './newcomer-links.store.js';

/** Whoever holds a newcomer's link, as the audit shows them. */
const HOLDER = engine('newcomer-link');

/** Opens newcomers' links: whoever holds one sees the little that its page shows, and does the three things that the page offers. */
@Injectable()
export class NewcomerDoor {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: NewcomerLinks,
    private readonly throttle: SignInThrottle,
  ) {}

  /** What a link opens; undefined for one that opens nothing, whatever the reason. Throws `TooMany` when an address tries many. */
  async look(secret: string, ip: string): Promise<LiveNewcomerLink | undefined> {
    const link = await this.transactions.read(HOLDER, (tx) => this.links.look(tx, secret));
    if (!link) await this.throttle.countAddress(ip);
    return link;
  }

  /** Reads what the page shows. Changes nothing. */
  read<T>(look: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.read(HOLDER, look);
  }

  /** Does what the page offers, in one transaction with the mark that the link was used. Refuses a link that opens nothing any more. */
  async act<T>(secret: string, ip: string, deed: (tx: Tx, link: LiveNewcomerLink) => Promise<T>): Promise<T> {
    const link = await this.look(secret, ip);
    if (!link) throw new Refusal('referrals.link-closed');
    return this.transactions.run(HOLDER, async (tx) => {
      const used = await this.links.use(tx, link.id);
      if (!used) throw new Refusal('referrals.link-closed');
      // Guesses that came meanwhile count too.
      return deed(tx, { ...link, ...used });
    });
  }
}
