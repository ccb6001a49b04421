import { Injectable } from '@nestjs/common';
import { isLanguage } from '../i18n/language.js';
import { Messages } from '../i18n/messages.js';
import { row, rows, statement } from '../sql/sql.js';
import type { Tx } from '../transaction/tx.js';
import { MailTemplates, type MailText } from './mail-templates.js';
import type { MailContent } from './mails.js';

/** How a mail fares. */
export type MailState = 'pending' | 'sending' | 'sent' | 'unknown' | 'dead';

/** One line of the ledger. */
export interface WrittenMail {
  readonly id: string;
  readonly address: string;
  readonly language: string;
  readonly template: string;
  readonly state: MailState;
  readonly createdAt: Date;
}

type WithContent = WrittenMail & { readonly content: MailContent };

const COLUMNS = 'id, address, language, template, state, created_at as "createdAt"';
const RECENT = statement('mail.recent', `select ${COLUMNS}, content from mails order by created_at desc limit $1`);
const ONE = statement('mail.one', `select ${COLUMNS}, content from mails where id = $1`);

/** Reads the ledger back, for the demo's outbox, where no mail really leaves. */
@Injectable()
export class WrittenMails {
  constructor(
    private readonly messages: Messages,
    private readonly templates: MailTemplates,
  ) {}

  /** The newest mails, with their subjects. */
  async recent(tx: Tx, limit = 50): Promise<(WrittenMail & { readonly subject: string })[]> {
    const found = await rows<WithContent>(tx, RECENT, [limit]);
    return found.map(({ content, ...mail }) => ({ ...mail, subject: this.text(mail, content).subject }));
  }

  /** One mail as its reader gets it. */
  async read(tx: Tx, id: string): Promise<{ mail: WrittenMail; text: MailText } | undefined> {
    const found = await row<WithContent>(tx, ONE, [id]);
    if (!found) return undefined;
    const { content, ...mail } = found;
    return { mail, text: this.text(mail, content) };
  }

  private text({ language, template }: WrittenMail, content: MailContent): MailText {
    return this.templates.write(template, this.messages.translator(isLanguage(language) ? language : 'fr'), content);
  }
}
