import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../../libs/http/reader.js';
import { id } from '../asking/referrals.dto.js';
import { CloseLinks } from './close-links.js';
import { settleInput, type SettleInput, toldInput } from './loop.dto.js';
import { ReadOutcome } from './read-outcome.js';
import { SettleReview } from './settle-review.js';
import { TellOutcome } from './tell-outcome.js';

/** What the newcomer says came of it, and what the office makes of both sides, as JSON. */
@ApiTags('referrals')
@Controller('api')
export class LoopController {
  constructor(
    private readonly told: TellOutcome,
    private readonly settleIt: SettleReview,
    private readonly read: ReadOutcome,
    private readonly closeLinks: CloseLinks,
  ) {}

  @ApiOperation({ summary: 'Writes down what the newcomer says came of it; it stands beside what the organisation said' })
  @HttpCode(200)
  @Post('offers/:id/outcome')
  outcome(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: toldInput }) body: z.output<typeof toldInput>, @MaybeSeen() seen?: number) {
    return this.told.run(by, offer, body, seen);
  }

  @ApiOperation({ summary: 'What both sides said came of it, why somebody looks, and what was decided' })
  @Header('cache-control', 'no-store')
  @Get('reviews/:id')
  async review(@By() by: SignedIn, @Param('id', { schema: id }) reviewId: string) {
    const { offer, organisation, question, review, confirmed } = await this.read.ofReview(by, reviewId);
    const person = question && { asks: question.asks, askedAt: question.askedAt, answer: question.answer, because: question.because, source: question.source, answeredAt: question.answeredAt };
    return { ...review, organisation: { name: offer.organisation, said: organisation, at: offer.settledAt }, person, confirmed };
  }

  @ApiOperation({ summary: 'Decides what came of it: helped, not helped (the need goes on), or the newcomer is asked again' })
  @HttpCode(200)
  @Post('reviews/:id/settle')
  settle(@By() by: SignedIn, @Param('id', { schema: id }) review: string, @Body({ schema: settleInput }) body: SettleInput, @MaybeSeen() seen?: number) {
    return this.settleIt.run(by, review, body, seen);
  }

  @ApiOperation({ summary: 'The links that were sent to a household open nothing any more' })
  @HttpCode(200)
  @Post('cases/:id/newcomer-links/revoke')
  revoke(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string) {
    return this.closeLinks.run(by, caseId);
  }
}
