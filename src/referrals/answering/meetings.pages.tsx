import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { page } from '../../../libs/http/page-answer.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { InboxQueries } from './inbox.queries.js';
import { MeetingsPage } from './meetings.view.js';

/** A meeting that began within the hour still stands on the list: somebody may be in it. */
const HOUR = 3_600_000;

/** The meetings of an organisation that are still to come. */
@ApiExcludeController()
@ForOrganisations()
@Controller('appointments')
export class MeetingsPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly queries: InboxQueries,
  ) {}

  @Get()
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (by.organisationId === null) throw new NotFound();
    const { t } = request;
    const { meetings, now } = await this.transactions.read(by, async (tx) => ({ meetings: await this.queries.coming(tx, new Date(tx.at.getTime() - HOUR)), now: tx.at }));
    page(reply, this.frame.office(request, { title: t('referrals.answering.coming.title'), current: '/appointments', live: { topics: 'referrals' } }, <MeetingsPage t={t} meetings={meetings} now={now} />));
  }
}
