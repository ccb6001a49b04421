import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, Chronicle } from '../../cases/cases.door.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import { LetOrganisationKnow } from '../answering/let-organisation-know.js';
import { Deadlines } from '../offers/deadlines.js';
import { aboutOffer } from '../offers/move-offer.js';
import type { OfferRow } from '../offers/offer.row.js';
import { OffersStore } from '../offers/offers.store.js';
import type { ReferralRow } from '../referral.entity.js';
import { fact } from '../referrals.events.js';
import { consentFor, contentOf, summaryOf, toldFields } from '../sharing/share.rules.js';
import { SharesStore } from '../sharing/shares.store.js';
import { answerTime } from './answer-promise.js';
import { type Grounds, ReadGrounds } from './grounds.js';
import { ReferralFile } from './referral-file.js';

/** A draft that is about to be sent. */
type Draft = Pick<OfferRow, 'id' | 'referralId' | 'caseId' | 'organisationId' | 'serviceId' | 'need' | 'tier'>;

/** Sends drafts of a locked referral: the share is frozen, the time to answer begins, and whoever answers for the service is told. */
@Injectable()
export class SendOffers {
  constructor(
    private readonly offers: OffersStore,
    private readonly services: ServicesToAsk,
    private readonly grounds: ReadGrounds,
    private readonly file: ReferralFile,
    private readonly shares: SharesStore,
    private readonly letKnow: LetOrganisationKnow,
    private readonly deadlines: Deadlines,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Sends those whose service takes anybody on and with whom the household agrees to be shared; the others are withdrawn.
   * Gives the identities of those that were sent. `known`: what asking needs, if the caller has read it.
   */
  async run(tx: Tx, referral: Pick<ReferralRow, 'id' | 'fields' | 'newcomerId' | 'note'>, file: CaseFacts, drafts: readonly Draft[], known?: Grounds): Promise<string[]> {
    const { services, consents, household } = known ?? (await this.grounds.run(tx, file.id, drafts.map(({ serviceId }) => serviceId)));
    const sent: { readonly draft: Draft; readonly service: ServiceToAsk; readonly consentId: string }[] = [];
    const left: Promise<void>[] = [];
    for (const draft of drafts) {
      const [service, consentId] = [services.get(draft.serviceId), consentFor(consents, draft.organisationId)];
      if (!service || !this.services.takesOn(service, tx.at)) left.push(this.leaveOut(tx, draft, 'no_longer_fits'));
      else if (consentId === undefined) left.push(this.leaveOut(tx, draft, 'consent_withdrawn'));
      else sent.push({ draft, service, consentId });
    }
    const shareable = this.file.shareable(tx, file, household, referral.newcomerId);
    const fields = toldFields(referral.fields);
    const [summary, content] = [summaryOf(shareable), contentOf(shareable, fields)];
    const promised = sent.map(({ draft, service }) => ({ ...draft, ...answerTime(draft.tier, service, tx.at, this.services) }));
    await together(
      ...left,
      ...promised.map(({ id, clock, calendar, dueAt: due, allowanceMinutes }) => (
        this.offers.write(tx, id, { state: 'sent', summary, clock, calendar, allowanceMinutes, sentAt: tx.at, standardDueAt: due, dueAt: due }))),
      ...(sent.length > 0 ? [this.shares.freeze(tx, sent.map(({ draft, consentId }) => (
        { offerId: draft.id, organisationId: draft.organisationId, caseId: file.id, consentId, need: draft.need, fields, content, note: referral.note })))] : []),
      ...sent.map(({ draft, service }, i) => this.letKnow.asked(tx, draft, service, promised[i]?.dueAt ?? tx.at)),
      this.deadlines.set(tx, ...promised),
      this.outbox.add(tx, ...sent.map(({ draft }) => fact('offer.sent', aboutOffer(tx, draft, file)))),
      this.chronicle.write(tx, ...sent.map(({ draft }) => (
        { caseId: file.id, kind: 'offer.sent', subjectId: draft.id, details: { referralId: draft.referralId, organisationId: draft.organisationId, serviceId: draft.serviceId, need: draft.need } }))),
    );
    return sent.map(({ draft }) => draft.id);
  }

  private async leaveOut(tx: Tx, draft: Draft, reason: 'no_longer_fits' | 'consent_withdrawn'): Promise<void> {
    await this.offers.write(tx, draft.id, { state: 'withdrawn', reason, settledAt: tx.at });
  }
}
