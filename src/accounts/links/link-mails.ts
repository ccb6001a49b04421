import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { type MailTemplate, MailTemplates } from '../../../libs/mail/mail-templates.js';
import { Mails } from '../../../libs/mail/mails.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { LinkPurpose, NewLink } from './links.store.js';

const PAGE = { invitation: 'welcome', password_reset: 'reset' } as const satisfies Record<LinkPurpose, string>;
const TEMPLATE = { invitation: 'accounts.invitation', password_reset: 'accounts.password-reset' } as const satisfies Record<LinkPurpose, string>;

/** A mail that has left keeps no content; its subject can still be told. */
const until = (t: Translate, at: unknown): string => (at === undefined ? '' : t.dateTime(String(at)));

/** What accounts writes to people: a link, and until when it opens. */
const TEMPLATES: Record<string, MailTemplate> = {
  'accounts.invitation': (t, { url, expiresAt, organisation }) => ({
    subject: t('accounts.mails.invitation.subject'),
    paragraphs: [organisation === undefined ? t('accounts.mails.invitation.why') : t('accounts.mails.invitation.why-member', { organisation })],
    link: { label: t('accounts.mails.invitation.link'), url: String(url) },
    closing: [t('accounts.mails.invitation.until', { until: until(t, expiresAt) })],
  }),
  'accounts.password-reset': (t, { url, expiresAt }) => ({
    subject: t('accounts.mails.reset.subject'),
    paragraphs: [t('accounts.mails.reset.why')],
    link: { label: t('accounts.mails.reset.link'), url: String(url) },
    closing: [t('accounts.mails.reset.until', { until: until(t, expiresAt) })],
  }),
};

/** Sends one-time links to their person, and says where they lead. */
@Injectable()
export class LinkMails implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly mails: Mails,
    private readonly templates: MailTemplates,
  ) {}

  onModuleInit(): void {
    this.templates.add(TEMPLATES);
  }

  /** The address that a link opens. */
  url(purpose: LinkPurpose, secret: string): string {
    return new URL(`/${PAGE[purpose]}/${secret}`, this.env.PUBLIC_URL).href;
  }

  /** Posts a link to its person, in their language; `organisation`: on whose behalf, when not the office's. */
  async send(tx: Tx, purpose: LinkPurpose, link: NewLink, to: { id: string; email: string; language: string }, organisation?: string): Promise<void> {
    await this.mails.post(tx, {
      key: `link:${link.id}`, personId: to.id, address: to.email, language: to.language, template: TEMPLATE[purpose],
      content: { url: this.url(purpose, link.secret), expiresAt: link.expiresAt.toISOString(), ...(organisation === undefined ? {} : { organisation }) },
    });
  }
}
