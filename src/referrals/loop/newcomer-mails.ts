import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { SPOKEN_LANGUAGES, type SpokenLanguage } from '../../../libs/i18n/language.js';
import { Messages } from '../../../libs/i18n/messages.js';
import { type MailTemplate, MailTemplates } from '../../../libs/mail/mail-templates.js';
import { Mails } from '../../../libs/mail/mails.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { Addressee } from './addressee.rules.js';
import { NewcomerLinks } from './newcomer-links.store.js';

/** What newcomers are written: that there is a question, and a link. No need, no organisation, no name; French, and their own language beside it. */
@Injectable()
export class NewcomerMails implements OnModuleInit {
  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_URL'>,
    private readonly mails: Mails,
    private readonly templates: MailTemplates,
    private readonly messages: Messages,
    private readonly links: NewcomerLinks,
  ) {}

  onModuleInit(): void {
    this.templates.add({ 'referrals.newcomer': this.text });
  }

  /** Whether it helped; each mail has a link of its own. */
  async ask(tx: Tx, caseId: string, to: Addressee, { beside, again }: { readonly beside: SpokenLanguage; readonly again: boolean }): Promise<void> {
    const { id, secret } = await this.links.issue(tx, caseId, to, beside);
    await this.mails.post(tx, {
      key: `newcomer-link:${id}`, address: to.address, language: 'fr', template: 'referrals.newcomer',
      content: { url: new URL(`/newcomer/${secret}`, this.env.PUBLIC_URL).href, beside, again: again ? 1 : 0 },
    });
  }

  private readonly text: MailTemplate = (t, { url, beside, again }) => {
    const named = SPOKEN_LANGUAGES.find((language) => language === beside) ?? 'fr';
    const voices = named === 'fr' ? [t] : [t, this.messages.translator(named)];
    const say = (key: string): string[] => voices.map((voice) => voice(`referrals.newcomer.mail.${key}`));
    return {
      subject: say('subject').join(' – '),
      paragraphs: [...say(Number(again) === 1 ? 'again' : 'why'), ...say('how')],
      link: { label: say('link').join(' – '), url: url === undefined ? '' : String(url) },
      closing: say('stop'),
    };
  };
}
