import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Messages } from '../i18n/messages.js';
import { Transactions } from '../transaction/transactions.js';
import type { Carrier } from './carrier.js';
import { FolderCarrier } from './folder-carrier.js';
import { MailBell } from './mail-bell.js';
import { MailPost } from './mail-post.js';
import { MailTemplates } from './mail-templates.js';
import { Mails } from './mails.js';
import { SmtpCarrier } from './smtp-carrier.js';
import { WrittenMails } from './written-mails.js';

/** Where mails go: to a server, or, without one, into a folder. */
export interface MailSettings {
  readonly from: string;
  readonly smtpUrl: string | undefined;
  readonly folder: string;
  /** Whether this process carries mails. */
  readonly works: boolean;
}

/** The ledger of mails and, in a process that works, the post. */
@Global()
@Module({})
export class MailModule {
  static with({ from, smtpUrl, folder, works }: MailSettings): DynamicModule {
    const carrier: Carrier = smtpUrl ? new SmtpCarrier(smtpUrl) : new FolderCarrier(folder);
    return {
      module: MailModule,
      providers: [
        MailBell,
        MailTemplates,
        WrittenMails,
        { provide: Mails, useFactory: (bell: MailBell) => new Mails(from, bell), inject: [MailBell] },
        {
          provide: MailPost,
          useFactory: (transactions: Transactions, messages: Messages, templates: MailTemplates, bell: MailBell) =>
            new MailPost({ from, works, forget: smtpUrl !== undefined }, transactions, messages, templates, carrier, bell),
          inject: [Transactions, Messages, MailTemplates, MailBell],
        },
      ],
      exports: [Mails, MailTemplates, WrittenMails, MailPost],
    };
  }
}
