import { Injectable } from '@nestjs/common';
import { newId } from '../../../libs/sql/id.js';
import { changed, row, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { OfferRow } from '../offers/offer.row.js';

/** When and where an organisation meets a household, and what to bring. */
export interface Meeting {
  readonly startsAt: Date;
  readonly minutes: number;
  readonly place: string;
  readonly bring: string | null;
}

/** What became of a meeting that was planned. */
export type MeetingEnd = 'kept' | 'no_show' | 'cancelled';

const ADD = statement('appointments.add', `
  insert into appointments (id, organisation_id, offer_id, starts_at, minutes, place, bring, state, made_at, made_by) values ($1, $2, $3, $4, $5, $6, $7, 'planned', $8, $9)`);
const PLANNED = statement('appointments.planned', `select starts_at as "startsAt" from appointments where offer_id = $1 and state = 'planned'`);
const SETTLE = statement('appointments.settle', `update appointments set state = $2, settled_at = $3 where offer_id = $1 and state = 'planned'`);
// What an organisation could not settle itself, because the household no longer agrees that it sees it.
const SETTLE_LEFT = statement('appointments.settle-left', `
  update appointments a set state = case when o.state in ('in_service', 'completed') then 'kept' when o.reason = 'no_show' then 'no_show' else 'cancelled' end, settled_at = $2
  from offers o where o.id = a.offer_id and o.id = any($1::uuid[]) and o.state <> 'scheduled' and a.state = 'planned'`);

/** Meetings of organisations with households: at most one of an offer is planned. */
@Injectable()
export class AppointmentsStore {
  async add(tx: Tx, { id, organisationId }: Pick<OfferRow, 'id' | 'organisationId'>, { startsAt, minutes, place, bring }: Meeting): Promise<void> {
    await changed(tx, ADD, [newId(), organisationId, id, startsAt, minutes, place, bring, tx.at, tx.by.kind === 'person' ? tx.by.personId : null]);
  }

  /** The one that is planned for an offer. */
  planned(tx: Tx, offerId: string): Promise<{ readonly startsAt: Date } | undefined> {
    return row(tx, PLANNED, [offerId]);
  }

  /** What became of the one that is planned, if one is. */
  async settle(tx: Tx, offerId: string, end: MeetingEnd): Promise<void> {
    await changed(tx, SETTLE, [offerId, end, tx.at]);
  }

  /** None stays planned for offers that wait for no meeting any more. */
  async settleLeft(tx: Tx, offerIds: readonly string[]): Promise<void> {
    await changed(tx, SETTLE_LEFT, [offerIds, tx.at]);
  }
}
