import { Injectable } from '@nestjs/common';
import { changed, statement } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { OfferRow } from './offer.row.js';

/** What is said between the office and an organisation. */
export type MessageKind = 'message' | 'question' | 'answer';

const SAY = statement('offers.say', `
  insert into offer_messages (id, organisation_id, offer_id, side, kind, body, author_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`);

/** The thread of an offer, between the office and the organisation. */
@Injectable()
export class Thread {
  async say(tx: Tx, { id, organisationId }: Pick<OfferRow, 'id' | 'organisationId'>, kind: MessageKind, body: string): Promise<{ messageId: string }> {
    const messageId = newId();
    const side = tx.by.kind !== 'engine' && tx.by.organisationId !== null ? 'organisation' : 'office';
    await changed(tx, SAY, [messageId, organisationId, id, side, kind, body, tx.by.kind === 'person' ? tx.by.personId : null, tx.at]);
    return { messageId };
  }
}
