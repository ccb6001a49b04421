import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { MailTemplates } from '../../../libs/mail/mail-templates.js';
import { type MailContent, Mails } from '../../../libs/mail/mails.js';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import type { Owed } from '../care/care.rules.js';
import type { OfferRow } from '../offers/offer.row.js';
import { OfferLinks } from './offer-links.store.js';
import { ORGANISATION_MAILS, type OrganisationMail } from './organisation-mails.js';

/** What a mail must know of an offer. */
type Written = Pick<OfferRow, 'id' | 'organisationId' | 'serviceId'>;

/** Writes to whoever answers for a service: that they are asked, reminded, or free again. */
@Injectable()
export class LetOrganisationKnow implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_URL'>,
    private readonly mails: Mails,
    private readonly templates: MailTemplates,
    private readonly services: ServicesToAsk,
    private readonly links: OfferLinks,
  ) {}

  onModuleInit(): void {
    this.templates.add(ORGANISATION_MAILS);
  }

  /** They are asked to help somebody; one link answers for all who get the mail. */
  async asked(tx: Tx, offer: Pick<OfferRow, 'id' | 'organisationId'>, service: ServiceToAsk, dueAt: Date): Promise<void> {
    await this.withLink(tx, 'referrals.asked', offer, service, dueAt);
  }

  /** Three quarters of their time to answer have passed. A link of its own goes with it: no other mail's can be told again. */
  async reminded(tx: Tx, offer: Written, dueAt: Date): Promise<void> {
    const service = await this.serviceOf(tx, offer);
    if (service) await this.withLink(tx, 'referrals.reminded', offer, service, dueAt);
  }

  /** Another organisation was first: they are thanked, and free again. */
  released(tx: Tx, offers: readonly Written[]): Promise<void> {
    return this.each(tx, 'referrals.released', offers);
  }

  /** The office no longer asks them. */
  takenBack(tx: Tx, offers: readonly Written[]): Promise<void> {
    return this.each(tx, 'referrals.taken-back', offers);
  }

  /** They said yes by a link, and nobody of theirs can sign in to read what was shared. */
  async needAccount(tx: Tx, offers: readonly Written[]): Promise<void> {
    const services = await this.servicesOf(tx, offers);
    await this.each(tx, 'referrals.account', offers.filter(({ serviceId }) => services.get(serviceId)?.members.length === 0), services);
  }

  /** The household no longer agrees to be shared with whoever holds its referral. */
  disagreed(tx: Tx, offer: Written): Promise<void> {
    return this.each(tx, 'referrals.disagreed', [offer], undefined, tx.at.toISOString());
  }

  /** What they owe to a household that they hold is due soon. */
  async owes(tx: Tx, offer: Written, what: Owed, dueAt: Date): Promise<void> {
    const service = await this.serviceOf(tx, offer);
    if (!service) return;
    await this.post(tx, `referrals.owes-${what}`, `offer-owes:${offer.id}:${what}:${dueAt.toISOString()}`, service, {
      service: service.service, dueAt: dueAt.toISOString(), url: new URL(`/requests/${offer.id}`, this.env.PUBLIC_URL).href,
    });
  }

  private async withLink(tx: Tx, template: OrganisationMail, offer: Pick<OfferRow, 'id' | 'organisationId'>, service: ServiceToAsk, dueAt: Date): Promise<void> {
    const to = this.services.recipients(service);
    if (to.length === 0) return;
    const { id, secret, written } = this.links.issue(tx, offer, to.map(({ address }) => address));
    const url = new URL(`/offer/${secret}`, this.env.PUBLIC_URL).href;
    await together(written, this.post(tx, template, `offer-link:${id}`, service, { service: service.service, url, dueAt: dueAt.toISOString() }));
  }

  /** The same to whoever answers for each of some offers, once each; `about`: what tells one occasion from another of the same offer. */
  private async each(tx: Tx, template: OrganisationMail, offers: readonly Written[], known?: ReadonlyMap<string, ServiceToAsk>, about?: string): Promise<void> {
    const services = known ?? (await this.servicesOf(tx, offers));
    for (const { id, serviceId } of offers) {
      const service = services.get(serviceId);
      if (service) await this.post(tx, template, `${template}:${id}${about === undefined ? '' : `:${about}`}`, service, { service: service.service });
    }
  }

  private async post(tx: Tx, template: OrganisationMail, key: string, service: ServiceToAsk, content: MailContent): Promise<void> {
    await together(...this.services.recipients(service).map(({ address, personId }) => this.mails.post(tx, {
      key: `${key}:${personId ?? 'mailbox'}`, personId: personId ?? undefined, address, language: service.language, template, content,
    })));
  }

  private servicesOf(tx: Tx, offers: readonly Written[]): Promise<ReadonlyMap<string, ServiceToAsk>> {
    return this.services.byIds(tx, offers.map(({ serviceId }) => serviceId));
  }

  private async serviceOf(tx: Tx, offer: Written): Promise<ServiceToAsk | undefined> {
    return (await this.servicesOf(tx, [offer])).get(offer.serviceId);
  }
}
