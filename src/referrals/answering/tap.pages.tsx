import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { page } from '../../../libs/http/page-answer.js';
import { MaybeSeen, seeOther } from '../../../libs/http/reader.js';
import { Forbidden, NotFound, Refusal } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { isLanguage } from '../../../libs/i18n/language.js';
import { Messages } from '../../../libs/i18n/messages.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Public } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { AcceptOffer } from '../offers/accept-offer.js';
import { AskOffice } from '../offers/ask-office.js';
import { DeclineOffer } from '../offers/decline-offer.js';
import { declineInput, saidInput, waitlistInput } from '../offers/offers.dto.js';
import { ReadOffers } from '../offers/read-offers.js';
import { WaitlistOffer } from '../offers/waitlist-offer.js';
import { needName } from '../sharing/share-words.js';
import { AnswerByLink } from './answer-by-link.js';
import type { LiveOfferLink } from './offer-links.store.js';
import { listFields } from './request-deeds.js';
import { ClosedTap, TapPage } from './tap.view.js';

/** One request for the page of a link. */
interface Opened {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly secret: string;
}

/** What the page is to show beside the offer. */
interface Shown {
  readonly deed?: string | undefined;
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: FormFaults;
  readonly done?: unknown;
}

type Answer = (tx: Tx, link: LiveOfferLink) => Promise<unknown>;

/** The page that the mail of an offer opens, without an account: GET shows, POST answers, and a link that opens nothing says so alike. */
@ApiExcludeController()
@Public()
@Controller('offer/:secret')
export class TapPages {
  constructor(
    private readonly frame: Frame,
    private readonly messages: Messages,
    private readonly link: AnswerByLink,
    private readonly offers: ReadOffers,
    private readonly acceptIt: AcceptOffer,
    private readonly declineIt: DeclineOffer,
    private readonly waitlistIt: WaitlistOffer,
    private readonly askFirst: AskOffice,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Query() { deed, done }: Record<string, unknown>): Promise<void> {
    return this.draw({ request, reply, secret }, { deed: typeof deed === 'string' ? deed : undefined, done });
  }

  @Post('accept')
  accept(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @MaybeSeen() seen?: number): Promise<void> {
    return this.answer({ request, reply, secret }, 'accept', undefined, (tx, { offerId }) => this.acceptIt.within(tx, offerId, seen));
  }

  @Post('decline')
  decline(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret }, 'decline', form, (tx, { offerId }) => this.declineIt.within(tx, offerId, judgeInput(declineInput, formFields(form)), seen));
  }

  @Post('waitlist')
  waitlist(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret }, 'waitlist', form, (tx, { offerId }) => this.waitlistIt.within(tx, offerId, judgeInput(waitlistInput, listFields(formFields(form))), seen));
  }

  @Post('ask')
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret }, 'ask', form, (tx, { offerId }) => this.askFirst.within(tx, offerId, judgeInput(saidInput, formFields(form)).text, seen));
  }

  private async answer(opened: Opened, deed: string, form: PostedForm | undefined, answer: Answer): Promise<void> {
    const { request, reply, secret } = opened;
    try {
      await this.link.act(secret, request.ip, answer);
    } catch (fault) {
      if (fault instanceof NotFound || fault instanceof Forbidden || (fault instanceof Refusal && fault.code === 'referrals.link-closed')) return this.closed(opened);
      return this.draw(opened, { deed, typed: formFields(form), faults: formFaults(fault, request.t) });
    }
    guard(reply);
    seeOther(reply, `/offer/${secret}?done=${deed}`);
  }

  private async draw(opened: Opened, { deed, typed = {}, faults = NO_FAULTS, done }: Shown): Promise<void> {
    const { request, reply, secret } = opened;
    const link = await this.link.look(secret, request.ip);
    if (!link) return this.closed(opened);
    // Written to in its own language, an organisation is answered in it, unless its reader chose another on this very device.
    if (!isLanguage(request.cookies['lang'] ?? '')) request.t = this.messages.translator(link.language);
    const { t } = request;
    const seen = await this.link.read(link, async (tx) => ({ offer: await this.offers.oneWithin(tx, link.offerId), now: tx.at })).catch((fault: unknown) => {
      // A household that no longer agrees, or an offer that was a mistake: there is nothing to see, and nothing to say of it.
      if (fault instanceof NotFound || fault instanceof Forbidden) return undefined;
      throw fault;
    });
    if (!seen || seen.offer.state === 'voided') return this.closed(opened);
    guard(reply);
    page(reply, this.frame.gate(request, {
      title: needName(t, seen.offer.need), lead: t('referrals.answering.tap.lead', { service: seen.offer.service.name }), faulty: faults.summary.length > 0,
    }, <TapPage t={t} {...seen} link={link} action={`/offer/${secret}`} deed={deed} typed={typed} faults={faults} done={done} />), faults.status);
  }

  private closed({ request, reply }: Opened): void {
    const { t } = request;
    guard(reply);
    page(reply, this.frame.gate(request, { title: t('referrals.answering.tap.closed-title') }, <ClosedTap t={t} />), 410);
  }
}

/** The address of this page is a key: nobody is told where its reader came from, and no search engine keeps it. */
function guard(reply: FastifyReply): void {
  void reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
}
