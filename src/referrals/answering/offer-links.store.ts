import { Injectable } from '@nestjs/common';
import { changed, row, statement } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { hashSecret, isSecret, mintSecret } from '../../accounts/accounts.door.js';

/** As long as somebody may still say yes, late or from a waiting list. Real time. */
const LIFE = '30 days';
const LIVE = 'l.revoked_at is null and l.expires_at > clock_timestamp()';

const ISSUE = statement('offer-links.issue', `
  insert into offer_links (id, token_hash, organisation_id, offer_id, sent_to, expires_at) values ($1, $2, $3, $4, $5, clock_timestamp() + interval '${LIFE}')`);
const LOOK = statement('offer-links.look', `
  select l.id, l.organisation_id as "organisationId", l.offer_id as "offerId", l.expires_at as "expiresAt", o.language,
    exists (select from organisation_members m where m.organisation_id = l.organisation_id) as manned
  from offer_links l join organisations o on o.id = l.organisation_id where l.token_hash = $1 and ${LIVE}`);
const USE = statement('offer-links.use', `update offer_links l set used_at = clock_timestamp() where l.id = $1 and ${LIVE}`);
// An offer that expired may still be taken up, late; and who said no, or came second, is told so where they look again.
const REVOKE_OVER = statement('offer-links.revoke-over', `
  update offer_links l set revoked_at = clock_timestamp() from offers o
  where o.id = l.offer_id and o.id = any($1::uuid[]) and o.settled_at is not null and o.state not in ('expired', 'declined', 'superseded') and l.revoked_at is null`);

/** A link just made; the secret is told once, to the mail. */
export interface NewOfferLink { readonly id: string; readonly secret: string; readonly written: Promise<unknown> }

/** What a link that still opens is about. */
export interface LiveOfferLink {
  readonly id: string;
  readonly organisationId: string;
  readonly offerId: string;
  readonly language: 'fr' | 'en';
  readonly expiresAt: Date;
  /** Whether anybody at the organisation has an account. */
  readonly manned: boolean;
}

/** One-tap links of offers: whoever holds one answers for the organisation, on this offer and nothing else. */
@Injectable()
export class OfferLinks {
  /** Makes a link, and begins to write it. */
  issue(tx: Tx, { id: offerId, organisationId }: { readonly id: string; readonly organisationId: string }, sentTo: readonly string[]): NewOfferLink {
    const [id, secret] = [newId(), mintSecret()];
    return { id, secret, written: changed(tx, ISSUE, [id, hashSecret(secret), organisationId, offerId, sentTo]) };
  }

  /** What a link opens, if it still does; looking changes nothing. */
  async look(tx: Tx, secret: string): Promise<LiveOfferLink | undefined> {
    return isSecret(secret) ? row<LiveOfferLink>(tx, LOOK, [hashSecret(secret)]) : undefined;
  }

  /** Marks a link as used, in the transaction of what it does; false if it opens nothing any more. */
  async use(tx: Tx, linkId: string): Promise<boolean> {
    return (await changed(tx, USE, [linkId])) > 0;
  }

  /** The links of those of some offers that are over open nothing any more. */
  async revokeOver(tx: Tx, offerIds: readonly string[]): Promise<void> {
    await changed(tx, REVOKE_OVER, [offerIds]);
  }
}
