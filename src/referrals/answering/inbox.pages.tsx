import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { page } from '../../../libs/http/page-answer.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Toast } from '../../../libs/ui/toast.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { OurPlaces } from '../../organisations/organisations.door.js';
import { OFFER_TAB_CODES } from '../offers/inbox.rules.js';
import { ReadOffers } from '../offers/read-offers.js';
import { InboxQueries } from './inbox.queries.js';
import { InboxPage } from './inbox.view.js';

const inboxQuery = z.object({ tab: z.enum(OFFER_TAB_CODES).default('new').catch('new'), after: z.string().max(400).optional(), done: z.string().optional().catch(undefined) });
const LIMIT = 25;

/** The inbox of an organisation: what it is asked, and what it holds. */
@ApiExcludeController()
@ForOrganisations()
@Controller('requests')
export class InboxPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly offers: ReadOffers,
    private readonly queries: InboxQueries,
    private readonly places: OurPlaces,
  ) {}

  @Get()
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: inboxQuery }) { tab, after, done }: z.output<typeof inboxQuery>): Promise<void> {
    const { organisationId } = by;
    if (organisationId === null) throw new NotFound();
    const { t } = request;
    const once = newId();
    const back = tab === 'new' ? '/requests' : `/requests?tab=${tab}`;
    const seen = await this.transactions.read(by, async (tx) => ({
      inbox: await this.offers.inboxWithin(tx, { tab, after, limit: LIMIT }), ...(await this.queries.beside(tx)), places: await this.places.card(tx, organisationId, { t, once, back }),
    }));
    const toast = done === 'places-confirmed' ? <Toast>{t('referrals.answering.done.places-confirmed')}</Toast> : null;
    page(reply, this.frame.office(request, { title: t('referrals.answering.inbox.title'), current: '/requests', toast, live: { topics: 'referrals network' } }, <InboxPage t={t} tab={tab} once={once} {...seen} />));
  }
}
