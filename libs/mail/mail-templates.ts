import { Injectable } from '@nestjs/common';
import type { Translate } from '../i18n/translate.js';
import type { MailContent } from './mails.js';

/** What a mail says, already in its reader's language: sentences, and at most one link. No personal data outside the link. */
export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  readonly closing?: readonly string[];
}

/** Makes the text of one occasion from what was posted. */
export type MailTemplate = (t: Translate, content: MailContent) => MailText;

/** The occasions on which the rooms write, each registered by its room when the house starts. */
@Injectable()
export class MailTemplates {
  private readonly templates = new Map<string, MailTemplate>();

  /** Registers a room's occasions; a name taken twice is a fault of ours, found at boot. */
  add(templates: Readonly<Record<string, MailTemplate>>): void {
    for (const [name, template] of Object.entries(templates)) {
      if (this.templates.has(name)) throw new Error(`two mail templates are called ${name}`);
      this.templates.set(name, template);
    }
  }

  /** The text of a mail; throws when no room knows the occasion. */
  write(name: string, t: Translate, content: MailContent): MailText {
    const template = this.templates.get(name);
    if (!template) throw new Error(`there is no mail template ${name}`);
    return template(t, content);
  }
}
