import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../../config/env.js';
import { realDate } from '../../../libs/clock/real-time.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { WrittenMails } from '../../../libs/mail/written-mails.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { mayReadOutbox } from '../accounts.policy.js';
import { page } from '../../../libs/http/page-answer.js';
import { Id } from '../people/people.dto.js';
import { MailPage, OutboxPage } from './outbox.view.js';

/** Where the demo's mails are read, since none of them leaves. With a mail server there is no such page. */
@ApiExcludeController()
@Controller('mail')
export class OutboxPages {
  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly mails: WrittenMails,
  ) {}

  @Get()
  async list(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.judge(by);
    const { t } = request;
    const mails = await this.transactions.read(by, (tx) => this.mails.recent(tx));
    page(reply, this.frame.office(request, { title: t('accounts.mail.title'), current: '/mail' }, <OutboxPage t={t} mails={mails} now={realDate()} />));
  }

  @Get(':id')
  async read(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string): Promise<void> {
    this.judge(by);
    const found = await this.transactions.read(by, (tx) => this.mails.read(tx, id));
    if (!found) throw new NotFound();
    page(reply, this.frame.office(request, { title: found.text.subject, current: '/mail' }, <MailPage t={request.t} {...found} now={realDate()} />));
  }

  private judge(by: SignedIn): void {
    if (this.env.SMTP_URL !== undefined || !mayReadOutbox(by)) throw new NotFound();
  }
}
