import { Injectable } from '@nestjs/common';
import { Refusal } from '../../../libs/http/refusal.js';
import { engine, type LinkActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { SignInThrottle } from '../../accounts/accounts.door.js';
import { type LiveOfferLink, OfferLinks } from './offer-links.store.js';

const LOOKING = engine('offer-link');

/** Who holds a link, to deeds, to the audit and to the database: its organisation and nothing else. */
const holderOf = ({ id, organisationId }: LiveOfferLink): LinkActor => ({ kind: 'link', name: 'offer-link', linkId: id, organisationId });

/** Opens the links that asked an organisation: whoever holds one answers for it, under row-level security, on that offer. */
@Injectable()
export class AnswerByLink {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: OfferLinks,
    private readonly throttle: SignInThrottle,
  ) {}

  /** What a link opens; undefined for one that opens nothing, whatever the reason. Throws `TooMany` when an address tries many. */
  async look(secret: string, ip: string): Promise<LiveOfferLink | undefined> {
    const link = await this.transactions.read(LOOKING, (tx) => this.links.look(tx, secret));
    if (!link) await this.throttle.countAddress(ip);
    return link;
  }

  /** Reads what a link is about, as its holder may see it. Changes nothing. */
  read<T>(link: LiveOfferLink, look: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transactions.read(holderOf(link), look);
  }

  /** Does what a link asks, for its own offer, in one transaction with the mark that it was used. Refuses a link that opens nothing any more. */
  async act<T>(secret: string, ip: string, deed: (tx: Tx, link: LiveOfferLink) => Promise<T>): Promise<T> {
    const link = await this.look(secret, ip);
    if (!link) throw new Refusal('referrals.link-closed');
    return this.transactions.run(holderOf(link), async (tx) => {
      if (!(await this.links.use(tx, link.id))) throw new Refusal('referrals.link-closed');
      return deed(tx, link);
    });
  }
}
