import { Injectable } from '@nestjs/common';
import { changed, statement } from '../sql/sql.js';
import { newId } from '../sql/id.js';
import { afterCommit, type Tx } from '../transaction/tx.js';
import { MailBell } from './mail-bell.js';

const POST = statement('mail.post', `
  insert into mails (id, key, person_id, address, language, template, content, message_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (key) do nothing`);

/** What a mail says is made from a template when it leaves; until then it is codes, texts and links. */
export type MailContent = Readonly<Record<string, string | number>>;

/** One mail to one address. */
export interface NewMail {
  /** What the mail is about, so that the same reason never posts twice. */
  readonly key: string;
  readonly personId?: string | undefined;
  readonly address: string;
  readonly language: string;
  /** The name of a registered template, as `room.occasion`. */
  readonly template: string;
  readonly content: MailContent;
}

/** An address that could smuggle a second recipient or a header into a mail. */
export class BadAddress extends Error {
  override readonly name = 'BadAddress';
}

// One plain mailbox: no spaces, controls, lists, comments, quotes or display names.
const MAILBOX = /^[^\s\p{Cc}<>(),;:"\\[\]@]{1,64}@[^\s\p{Cc}<>(),;:"\\[\]@]{1,189}$/u;

/** The door out: mails are rows written in the caller's transaction, and leave after it commits. */
@Injectable()
export class Mails {
  private readonly domain: string;

  /** `from` is the sender of every mail; its domain ends each Message-ID. */
  constructor(from: string, private readonly bell: MailBell) {
    this.domain = /@([^\s>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  }

  /** Records a mail, once per key however often it is asked; true the first time. Throws `BadAddress`. */
  async post(tx: Tx, mail: NewMail): Promise<boolean> {
    if (!MAILBOX.test(mail.address)) throw new BadAddress('this is not one plain address');
    const id = newId();
    const posted = await changed(tx, POST, [
      id, mail.key, mail.personId ?? null, mail.address, mail.language, mail.template, JSON.stringify(mail.content), `<${id}@${this.domain}>`,
    ]);
    if (posted > 0) afterCommit(tx, () => this.bell.ring());
    return posted > 0;
  }
}
