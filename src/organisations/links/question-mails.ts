import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { type MailTemplate, MailTemplates } from '../../../libs/mail/mail-templates.js';
import { type MailContent, Mails } from '../../../libs/mail/mails.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { Recipient } from './recipients.rules.js';

/** A mail that has left keeps no content; its subject can still be told. */
const told = (text: unknown): string => (text === undefined ? '' : String(text));
const day = (t: Translate, on: unknown): string => (on === undefined ? '' : t.date(String(on)));
const moment = (t: Translate, at: unknown): string => (at === undefined ? '' : t.dateTime(String(at)));

/** What the network writes to organisations: a question and a link, never a word about anybody. */
const TEMPLATES: Record<string, MailTemplate> = {
  'organisations.places': (t, { service, toldAt, again, url, expiresAt }) => ({
    subject: t(`organisations.links.mails.places.${again ? 'subject-again' : 'subject'}`, { service: told(service) }),
    paragraphs: [t('organisations.links.mails.places.why', { service: told(service), day: day(t, toldAt) }), t('organisations.links.mails.places.ask')],
    link: { label: t('organisations.links.mails.places.link'), url: told(url) },
    closing: [t('organisations.links.mails.until', { until: moment(t, expiresAt) })],
  }),
  'organisations.listing': (t, { service, since, drops, dropped, url, expiresAt }) => ({
    subject: t(`organisations.links.mails.listing.${dropped ? 'subject-dropped' : 'subject'}`, { service: told(service) }),
    paragraphs: [
      t('organisations.links.mails.listing.why', { service: told(service), day: day(t, since) }),
      dropped ? t('organisations.links.mails.listing.dropped') : t('organisations.links.mails.listing.ask', { drops: day(t, drops) }),
    ],
    link: { label: t('organisations.links.mails.listing.link'), url: told(url) },
    closing: [t('organisations.links.mails.until', { until: moment(t, expiresAt) })],
  }),
  'organisations.agreement': (t, { organisation, endsOn, url }) => ({
    subject: t('organisations.links.mails.agreement.subject', { day: day(t, endsOn) }),
    paragraphs: [t('organisations.links.mails.agreement.why', { organisation: told(organisation), day: day(t, endsOn) }), t('organisations.links.mails.agreement.next')],
    link: { label: t('organisations.links.mails.agreement.link'), url: told(url) },
  }),
};

/** One letter to several readers of one organisation. */
export interface LetterToOrganisation {
  /** What it is about: to each reader it leaves once. */
  readonly key: string;
  readonly to: readonly Recipient[];
  readonly language: 'fr' | 'en';
  readonly template: 'organisations.places' | 'organisations.listing' | 'organisations.agreement';
  readonly content: MailContent;
}

/** Posts what the network writes to organisations, in their language. */
@Injectable()
export class QuestionMails implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_URL'>,
    private readonly mails: Mails,
    private readonly templates: MailTemplates,
  ) {}

  onModuleInit(): void {
    this.templates.add(TEMPLATES);
  }

  /** An address of ours, as it stands in a mail. */
  url(path: string): string {
    return new URL(path, this.env.PUBLIC_URL).href;
  }

  async post(tx: Tx, { key, to, language, template, content }: LetterToOrganisation): Promise<void> {
    for (const { address, personId } of to) {
      await this.mails.post(tx, { key: `${key}:${personId ?? 'mailbox'}`, personId: personId ?? undefined, address, language, template, content });
    }
  }
}
