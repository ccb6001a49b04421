import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { type MailTemplate, MailTemplates } from '../../../libs/mail/mail-templates.js';
import { Mails } from '../../../libs/mail/mails.js';
import { together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import type { OfferRow } from '../offers/offer.row.js';
import { OfferLinks } from './offer-links.store.js';

/** A mail that has left keeps no content; its subject can still be told. */
const told = (text: unknown): string => (text === undefined ? '' : String(text));

/** What organisations are written to about offers: the name of their own service, a link and a moment; never a word about anybody. */
const TEMPLATES: Record<string, MailTemplate> = {
  'referrals.asked': (t, { service, url, dueAt }) => ({
    subject: t('referrals.mails.asked.subject', { service: told(service) }),
    paragraphs: [t('referrals.mails.asked.why', { service: told(service) }), t('referrals.mails.asked.until', { due: dueAt === undefined ? '' : t.dateTime(String(dueAt)) })],
    link: { label: t('referrals.mails.asked.link'), url: told(url) },
    closing: [t('referrals.mails.no-names')],
  }),
};

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
    this.templates.add(TEMPLATES);
  }

  /** They are asked to help somebody; one link answers for all who get the mail. */
  async asked(tx: Tx, offer: Pick<OfferRow, 'id' | 'organisationId'>, service: ServiceToAsk, dueAt: Date): Promise<void> {
    const to = this.services.recipients(service);
    if (to.length === 0) return;
    const { id, secret, written } = this.links.issue(tx, offer, to.map(({ address }) => address));
    const url = new URL(`/offer/${secret}`, this.env.PUBLIC_URL).href;
    await together(written, ...to.map(({ address, personId }) => this.mails.post(tx, {
      key: `offer-link:${id}:${personId ?? 'mailbox'}`, personId: personId ?? undefined, address, language: service.language, template: 'referrals.asked',
      content: { service: service.service, url, dueAt: dueAt.toISOString() },
    })));
  }
}
