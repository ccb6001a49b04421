import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../libs/http/form-faults.js';
import type { PostedForm } from '../../libs/http/forms.js';
import { onward } from '../../libs/http/onward.js';
import { seeOther, type SignedIn } from '../../libs/http/reader.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Frame } from '../frame/frame.js';

/** One request for a form of this room. */
export interface FormRequest {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Where the reader came from and goes back to; a path of this house, whoever asks. */
  readonly next: unknown;
  readonly form?: PostedForm | undefined;
}

/** What every form is drawn from. */
export interface Sheet {
  readonly t: Translate;
  readonly now: Date;
  /** Fields that each form carries: its key, where to go on, and the version it was made on. */
  readonly hidden: Readonly<Record<string, string | number>>;
  /** The way back without doing anything. */
  readonly back: string;
  /** What was typed, as the form's tree. */
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
}

/** A form ready to be shown. */
export interface Drawn {
  readonly title: string;
  /** The version of what it changes. */
  readonly version?: number | undefined;
  /** Where to go on when nothing was asked for. */
  readonly home: string;
  readonly view: (sheet: Sheet) => VNode;
}

/** What all forms of the room do alike: show, try, go on; and come back with what was typed when the rules refuse. */
@Injectable()
export class DeedPages {
  constructor(private readonly frame: Frame, private readonly transactions: Transactions) {}

  /** Shows a form; `draw` reads what it needs in one transaction and refuses whoever may not. */
  async show({ by, request, reply, next, form }: FormRequest, draw: (tx: Tx) => Promise<Drawn>, faults: FormFaults = NO_FAULTS): Promise<void> {
    const { t } = request;
    const { drawn, now } = await this.transactions.read(by, async (tx) => ({ drawn: await draw(tx), now: tx.at }));
    const { version, home } = drawn;
    const back = onward(next, home);
    // A form that comes back keeps the version it was made on: only a reload looks again.
    const seen = typeof form?.['version'] === 'string' && faults.status !== 412 ? form['version'] : version;
    const hidden = { once: newId(), next: back, ...(seen === undefined ? {} : { version: seen }) };
    const html = this.frame.office(request, { title: drawn.title, current: '/cases', faulty: faults.summary.length > 0 },
      drawn.view({ t, now, hidden, back, typed: fieldsOf(form), faults }));
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }

  /** Does what a form asks and goes on; if it is refused, shows it again. */
  async attempt(asked: FormRequest, draw: (tx: Tx) => Promise<Drawn>, deed: (fields: Record<string, unknown>) => Promise<{ readonly home: string }>): Promise<void> {
    let home: string;
    try {
      ({ home } = await deed(fieldsOf(asked.form)));
    } catch (fault) {
      await this.show(asked, draw, formFaults(fault, asked.request.t));
      return;
    }
    seeOther(asked.reply, onward(asked.next, home));
  }
}

function fieldsOf(form: PostedForm | undefined): Record<string, unknown> {
  const { next: _next, ...fields } = formFields(form);
  return fields;
}

/** A typed field as text. */
export const typedText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
