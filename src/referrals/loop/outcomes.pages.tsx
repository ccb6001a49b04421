import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { doneAt, page } from '../../../libs/http/page-answer.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Toast } from '../../../libs/ui/toast.js';
import { householdName, partPath } from '../../cases/cases.door.js';
import { Frame } from '../../frame/frame.js';
import { id } from '../asking/referrals.dto.js';
import { referralPath } from '../office/paths.js';
import { needName } from '../timeline.js';
import { CloseLinks } from './close-links.js';
import { settleInput, toldInput } from './loop.dto.js';
import { outcomePath, OutcomePage } from './outcome-form.view.js';
import { type OutcomeSheet, ReadOutcome } from './read-outcome.js';
import { ReviewPage } from './review.view.js';
import { SettleReview } from './settle-review.js';
import { TellOutcome } from './tell-outcome.js';

/** One request for a page of this folder. */
interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly done?: unknown;
}

/** A form that came back. */
interface Again {
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: FormFaults;
}

/** What the newcomer says, written down; and the reviews of what both sides said. */
@ApiExcludeController()
@Controller('referrals')
export class OutcomePages {
  constructor(
    private readonly frame: Frame,
    private readonly read: ReadOutcome,
    private readonly told: TellOutcome,
    private readonly settleIt: SettleReview,
    private readonly closeLinks: CloseLinks,
  ) {}

  @Get('outcomes/:offerId')
  outcome(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('offerId', { schema: id }) offerId: string, @Query('done') done?: unknown): Promise<void> {
    return this.drawOutcome({ by, request, reply, done }, offerId);
  }

  @Post('outcomes/:offerId')
  async tell(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('offerId', { schema: id }) offerId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const typed = formFields(form);
    try {
      const { referralId } = await this.told.run(by, offerId, judgeInput(toldInput, typed), seen);
      seeOther(reply, `${doneAt(referralPath(referralId), 'outcome-told')}#offer-${offerId}`);
    } catch (fault) {
      await this.drawOutcome({ by, request, reply }, offerId, { typed, faults: formFaults(fault, request.t) });
    }
  }

  @Post('outcomes/:offerId/close-links')
  async close(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('offerId', { schema: id }) offerId: string): Promise<void> {
    const { offer } = await this.read.ofOffer(by, offerId);
    await this.closeLinks.run(by, offer.caseId);
    seeOther(reply, doneAt(outcomePath(offerId), 'links-closed'));
  }

  @Get('reviews/:id')
  review(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) reviewId: string): Promise<void> {
    return this.drawReview({ by, request, reply }, reviewId);
  }

  @Post('reviews/:id')
  async settle(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) reviewId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const typed = formFields(form);
    try {
      const { referralId } = await this.settleIt.run(by, reviewId, judgeInput(settleInput, typed), seen);
      seeOther(reply, doneAt(referralPath(referralId), 'review-settled'));
    } catch (fault) {
      await this.drawReview({ by, request, reply }, reviewId, { typed, faults: formFaults(fault, request.t) });
    }
  }

  private async drawOutcome(asked: Asked, offerId: string, { typed, faults = NO_FAULTS }: Again = {}): Promise<void> {
    const { t } = asked.request;
    const sheet = await this.read.ofOffer(asked.by, offerId);
    const { question } = sheet;
    const said = typed ?? (question?.answer ? { answer: question.answer, because: question.because ?? undefined } : {});
    this.draw(asked, sheet, { title: t('referrals.loop.ask-title'), faults }, (
      <OutcomePage t={t} sheet={sheet} offerId={offerId} once={newId()} hidden={{ once: newId() }} typed={said} faults={faults} cancel={referralPath(sheet.offer.referralId)} />
    ));
  }

  private async drawReview(asked: Asked, reviewId: string, { typed = {}, faults = NO_FAULTS }: Again = {}): Promise<void> {
    const { t } = asked.request;
    const sheet = await this.read.ofReview(asked.by, reviewId);
    const { because, version } = sheet.review;
    this.draw(asked, sheet, { title: t(`referrals.loop.reviews.${because}`), faults }, (
      <ReviewPage t={t} sheet={sheet} hidden={{ once: newId(), version }} typed={typed} faults={faults} cancel={referralPath(sheet.offer.referralId)} />
    ));
  }

  private draw({ request, reply, done }: Asked, { file, offer }: OutcomeSheet, { title, faults }: { readonly title: string; readonly faults: FormFaults }, content: ComponentChildren): void {
    const { t } = request;
    const toast = done === 'links-closed' ? <Toast>{t('referrals.loop.links-closed')}</Toast> : null;
    page(reply, this.frame.office(request, { title, current: '/referrals', toast, faulty: faults.summary.length > 0 }, (
      <>
        <PageHead title={title} lead={<><a href={partPath(file.id, 'overview')}>{householdName(t, file)}</a> – {needName(t, offer.need)}, {offer.service}</>} />
        {content}
      </>
    )), faults.status);
  }
}
