import { Body, Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { doneAt, page } from '../../../libs/http/page-answer.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { newId } from '../../../libs/sql/id.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Toast } from '../../../libs/ui/toast.js';
import { householdName, partPath } from '../../cases/cases.door.js';
import { Frame } from '../../frame/frame.js';
import { id } from '../asking/referrals.dto.js';
import { officeHands } from '../referrals.policy.js';
import { needName } from '../timeline.js';
import { type DeedForm, DeedFormView } from './deed-form.view.js';
import { DoOffice } from './do-office.js';
import { OFFER_DEEDS, offerDeedsFor, type OfferDeedName, REFERRAL_DEEDS, referralDeedsFor, type ReferralDeedName } from './office-deeds.rules.js';
import { deedPath, referralPath } from './paths.js';
import { type OpenedReferral, ReadReferral } from './read-referral.js';
import { openingQuery } from './referral.controller.js';
import { ReferralPage } from './referral.view.js';

const pageQuery = openingQuery.extend({ done: z.string().max(40).optional() });
const referralDeed = z.enum(REFERRAL_DEEDS);
const offerDeed = z.enum(OFFER_DEEDS);

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Which deed, on what. */
interface Target {
  readonly referralId: string;
  readonly offerId?: string;
  readonly deed: ReferralDeedName | OfferDeedName;
}

/** A form that came back. */
interface Again {
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: FormFaults;
  readonly seen?: number | undefined;
}

/** One referral as a page of the office, and the forms of what may be done with it. */
@ApiExcludeController()
@Controller('referrals/:id')
export class ReferralPages {
  constructor(
    private readonly frame: Frame,
    private readonly read: ReadReferral,
    private readonly deeds: DoOffice,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Param('id', { schema: id }) referralId: string, @Query({ schema: pageQuery }) { reason, done }: z.output<typeof pageQuery>): Promise<string> {
    const { t } = request;
    const opened = await this.read.open(by, referralId, { reason });
    const { sheet, file } = opened;
    const hands = officeHands(by, file);
    const offers = new Map(sheet.offers.map((offer) => [offer.id, offer]));
    const toast = done !== undefined && t.has(`referrals.office.done.${done}`) ? <Toast>{t(`referrals.office.done.${done}`)}</Toast> : null;
    return this.frame.office(request, { title: `${needName(t, sheet.need)}, ${householdName(t, file)}`, current: '/referrals', toast, live: { topics: 'referrals', caseId: file.id, referralId } }, (
      <ReferralPage t={t} opened={opened} reason={reason} once={newId()} mayEdit={hands.length > 0} deeds={referralDeedsFor(sheet.state, sheet.offers, hands)}
        offerDeeds={(offerId) => { const offer = offers.get(offerId); return offer ? offerDeedsFor(offer, hands, new Date(sheet.at)) : []; }} />
    ));
  }

  @Get(':deed')
  ask(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) referralId: string, @Param('deed', { schema: referralDeed }) deed: ReferralDeedName): Promise<void> {
    return this.draw({ by, request, reply }, { referralId, deed });
  }

  @Post(':deed')
  async do(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) referralId: string, @Param('deed', { schema: referralDeed }) deed: ReferralDeedName, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const typed = formFields(form);
    try {
      await this.deeds.onReferral(by, { referralId, deed, seen }, typed);
    } catch (fault) {
      return this.draw({ by, request, reply }, { referralId, deed }, { typed, seen, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, doneAt(referralPath(referralId), DONE[deed]));
  }

  @Get('offers/:offerId/:deed')
  askOffer(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) referralId: string, @Param('offerId', { schema: id }) offerId: string, @Param('deed', { schema: offerDeed }) deed: OfferDeedName): Promise<void> {
    return this.draw({ by, request, reply }, { referralId, offerId, deed });
  }

  @Post('offers/:offerId/:deed')
  async doOffer(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) referralId: string, @Param('offerId', { schema: id }) offerId: string, @Param('deed', { schema: offerDeed }) deed: OfferDeedName, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const typed = formFields(form);
    try {
      await this.deeds.onOffer(by, { referralId, offerId, deed, seen }, typed);
    } catch (fault) {
      return this.draw({ by, request, reply }, { referralId, offerId, deed }, { typed, seen, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, `${doneAt(referralPath(referralId), OFFER_DONE[deed])}#offer-${offerId}`);
  }

  private async draw({ by, request, reply }: Asked, { referralId, offerId, deed }: Target, { typed = {}, faults = NO_FAULTS, seen }: Again = {}): Promise<void> {
    const { t } = request;
    const opened = await this.read.open(by, referralId, { act: 'edit' });
    const { sheet, file } = opened;
    const offer = offerId === undefined ? undefined : this.deeds.offerIn(opened, offerId);
    const form = (offer ? `offer-${deed}` : deed) as DeedForm;
    const title = t(`referrals.office.forms.${form}.title`, { organisation: offer?.organisationName ?? '' });
    page(reply, this.frame.office(request, { title, current: '/referrals', faulty: faults.summary.length > 0 }, (
      <>
        <PageHead title={title} lead={<><a href={partPath(file.id, 'overview')}>{householdName(t, file)}</a> – {needName(t, sheet.need)}. {t(`referrals.office.forms.${form}.lead`)}</>} />
        <DeedFormView t={t} deed={form} action={deedPath(referralId, deed, offerId)} hidden={{ once: newId(), version: versionOf(opened, offerId, seen, faults) }} typed={typed} faults={faults}
          cancel={referralPath(referralId)} />
      </>
    )), faults.status);
  }
}

/** What was seen stays so when a form comes back; one that was refused as stale is shown what is there now. */
const versionOf = ({ sheet }: OpenedReferral, offerId: string | undefined, seen: number | undefined, { status }: FormFaults): number =>
  (seen !== undefined && status === 422 ? seen : sheet.offers.find(({ id: each }) => each === offerId)?.version ?? sheet.version);

const DONE: Readonly<Record<ReferralDeedName, string>> = { ask: 'asked', pause: 'paused', resume: 'resumed', close: 'closed', withdraw: 'withdrawn', reopen: 'reopened', void: 'voided' };
const OFFER_DONE: Readonly<Record<OfferDeedName, string>> = { answer: 'answered', message: 'written', withdraw: 'offer-withdrawn', declined: 'offer-declined', void: 'offer-voided' };
