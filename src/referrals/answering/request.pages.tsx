import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { page } from '../../../libs/http/page-answer.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Toast } from '../../../libs/ui/toast.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { id } from '../asking/referrals.dto.js';
import { isHeld } from '../offers/offer.rules.js';
import { type OfferDetails, ReadOffers } from '../offers/read-offers.js';
import { ReadShare } from '../sharing/read-share.js';
import { needName } from '../sharing/share-words.js';
import { RequestDeeds } from './request-deeds.js';
import { RequestPage } from './request.view.js';

/** One request for the page of an offer. */
interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly offerId: string;
}

/** What the page is to show beside the offer. */
interface Shown {
  readonly deed?: string | undefined;
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: FormFaults;
  readonly done?: unknown;
  /** Whether somebody asked to see what is shared. */
  readonly opens?: boolean;
}

/** The page of one offer for the organisation that it was put to, and everything that it may do with it. */
@ApiExcludeController()
@ForOrganisations()
@Controller('requests/:id')
export class RequestPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly offers: ReadOffers,
    private readonly shares: ReadShare,
    private readonly deeds: RequestDeeds,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) offerId: string, @Query() { deed, share, done }: Record<string, unknown>): Promise<void> {
    return this.draw({ by, request, reply, offerId }, { deed: typeof deed === 'string' ? deed : undefined, opens: share === 'open', done });
  }

  @Post(':deed')
  async act(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) offerId: string, @Param('deed') deed: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    mustBeOfOrganisation(by);
    const fields = formFields(form);
    try {
      await this.deeds.run(by, offerId, deed, fields, seen);
    } catch (fault) {
      if (isShut(fault)) return this.closed(request, reply);
      return this.draw({ by, request, reply, offerId }, { deed, typed: fields, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, `/requests/${offerId}?done=${deed}`);
  }

  private async draw({ by, request, reply, offerId }: Asked, { deed, typed = {}, faults = NO_FAULTS, done, opens = false }: Shown): Promise<void> {
    mustBeOfOrganisation(by);
    const { t } = request;
    const once = newId();
    const seen = await this.transactions.read(by, async (tx) => {
      const offer = await this.offers.oneWithin(tx, offerId);
      // Whoever holds a household reads what was shared with it; before and afterwards somebody must ask for it.
      const share = isHeld(offer.state) || (opens && offer.summary !== null) ? await this.shares.within(tx, offerId) : null;
      return { offer, share, now: tx.at };
    }).catch((fault: unknown) => {
      if (isShut(fault)) return undefined;
      throw fault;
    });
    if (!seen) return this.closed(request, reply);
    page(reply, this.frame.office(request, { title: needName(t, seen.offer.need), current: '/requests', toast: toastOf(t, done, seen.offer, once), faulty: faults.summary.length > 0 },
      <RequestPage t={t} {...seen} once={once} deed={deed} typed={typed} faults={faults} />), faults.status);
  }

  /** The household no longer agrees: nothing of it is left here. */
  private closed(request: FastifyRequest, reply: FastifyReply): void {
    const { t } = request;
    page(reply, this.frame.office(request, { title: t('referrals.answering.closed.title'), current: '/requests' }, (
      <>
        <PageHead title={t('referrals.answering.closed.title')} />
        <Notice><p>{t('referrals.refusals.consent-withdrawn')} {t('referrals.answering.closed.note')}</p></Notice>
        <p><a class="button" href="/requests">{t('referrals.answering.closed.back')}</a></p>
      </>
    )), 403);
  }
}

/** Whether the household no longer agrees that they see it. */
const isShut = (fault: unknown): boolean => fault instanceof Forbidden && fault.code === 'referrals.consent-withdrawn';

function mustBeOfOrganisation(by: SignedIn): void {
  if (by.organisationId === null) throw new NotFound();
}

/** What was just done; a yes can be taken back at once. */
function toastOf(t: Translate, done: unknown, { id: offerId, moves, version }: OfferDetails, once: string): VNode | null {
  const key = `referrals.answering.done.${String(done)}`;
  if (typeof done !== 'string' || !/^[a-z-]{1,20}$/.test(done) || !t.has(key)) return null;
  const undo = done === 'accept' && moves.includes('unaccept') ? { action: `/requests/${offerId}/unaccept`, hidden: { once: `${once}-undo`, version: String(version), reason: 'by_mistake' } } : undefined;
  return <Toast undo={undo}>{t(key)}</Toast>;
}
