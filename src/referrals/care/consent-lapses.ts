import { Injectable } from '@nestjs/common';
import { changed, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { LetOrganisationKnow } from '../answering/let-organisation-know.js';
import { isGoing, isHeld } from '../offers/offer.rules.js';
import { type EnteredOffer, MoveOffer } from '../offers/move-offer.js';
import { OffersStore } from '../offers/offers.store.js';
import { WithdrawOffer } from '../offers/withdraw-offer.js';
import { ReferralsStore } from '../referrals.store.js';
import { PlanCare } from './plan-care.js';

const GOING_OF_CASE = statement('consent-lapses.referrals', `
  select distinct referral_id as id from offers where case_id = $1 and settled_at is null order by referral_id`);
// What could be read until now, and was not closed already: the ledger says when it was.
const CLOSE = statement('consent-lapses.close', `
  insert into disclosures (case_id, organisation_id, offer_id, kind, need, fields, at)
  select o.case_id, o.organisation_id, o.id, 'closed', o.need, s.fields, $2 from offers o join offer_shares s on s.offer_id = o.id
  where o.case_id = $1 and o.state in ('sent', 'information_requested', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'completed', 'unsuccessful') and not referral_agreed(o.case_id, o.organisation_id)
    and 'closed' is distinct from (select d.kind from disclosures d where d.case_id = o.case_id and d.offer_id = o.id order by d.id desc limit 1)`);

/**
 * What follows when a household takes its consent back, or when it ends: the database has closed what was shared already; whoever
 * was asked is not asked any more, and of what is held the office decides. Worked out of the rows, it also undoes itself.
 */
@Injectable()
export class ConsentLapses {
  constructor(
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly move: MoveOffer,
    private readonly withdraw: WithdrawOffer,
    private readonly letKnow: LetOrganisationKnow,
    private readonly plan: PlanCare,
  ) {}

  /** For a case of which a consent was given, taken back or has ended; locks it and what of its referrals is not over. */
  async run(tx: Tx, caseId: string): Promise<void> {
    const referrals = await rows<{ id: string }>(tx, GOING_OF_CASE, [caseId]);
    for (const { id } of referrals) await this.referrals.enter(tx, id);
    await changed(tx, CLOSE, [caseId, tx.at]);
    const looked = new Map<string, Date>();
    for (const { id } of referrals) {
      for (const offer of await this.offers.ofReferral(tx, id)) {
        if (!isGoing(offer.state)) continue;
        await this.look(tx, await this.move.enter(tx, offer.id));
        looked.set(offer.id, tx.at);
      }
    }
    await this.plan.run(tx, looked);
  }

  private async look(tx: Tx, entered: EnteredOffer): Promise<void> {
    const { offer, around } = entered;
    if (!isHeld(offer.state)) {
      if (!around.agreed) await this.withdraw.within(tx, entered, 'consent_withdrawn');
    } else if (!around.agreed && offer.disagreedAt === null) {
      await this.move.note(tx, entered, { fact: 'consent.lapsed', own: {}, patch: { disagreedAt: tx.at } });
      await this.letKnow.disagreed(tx, offer);
    } else if (around.agreed && offer.disagreedAt !== null) {
      await this.move.note(tx, entered, { fact: 'consent.restored', own: {}, patch: { disagreedAt: null } });
    }
  }
}
