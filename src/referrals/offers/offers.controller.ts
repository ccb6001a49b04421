import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { id } from '../asking/referrals.dto.js';
import { AcceptOffer } from './accept-offer.js';
import { AnswerQuestion } from './answer-question.js';
import { AskOffice } from './ask-office.js';
import { CompleteOffer } from './complete-offer.js';
import { DeclineOffer } from './decline-offer.js';
import { FailOffer } from './fail-offer.js';
import { declineInput, failInput, outcomeInput, saidInput, unacceptInput, voidInput, waitlistInput, type WaitlistInput, withdrawOfferInput } from './offers.dto.js';
import { StartService } from './start-service.js';
import { TellProgress } from './tell-progress.js';
import { UnacceptOffer } from './unaccept-offer.js';
import { VoidOffer } from './void-offer.js';
import { WaitlistOffer } from './waitlist-offer.js';
import { WithdrawOffer } from './withdraw-offer.js';
import { WriteMessage } from './write-message.js';

type In<S extends z.ZodType> = z.output<S>;

/** What an organisation answers to an offer, as JSON; and what it says of it afterwards. */
@ApiTags('offers')
@ForOrganisations()
@Controller('api/offers/:id')
export class OfferAnswersController {
  constructor(
    private readonly acceptIt: AcceptOffer,
    private readonly declineIt: DeclineOffer,
    private readonly waitlistIt: WaitlistOffer,
    private readonly askFirst: AskOffice,
    private readonly begin: StartService,
    private readonly completeIt: CompleteOffer,
    private readonly failIt: FailOffer,
    private readonly takeBack: UnacceptOffer,
    private readonly tell: TellProgress,
    private readonly write: WriteMessage,
  ) {}

  @ApiOperation({ summary: 'Takes the household on; the first to accept wins' })
  @HttpCode(200)
  @Post('accept')
  accept(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @MaybeSeen() seen?: number) {
    return this.acceptIt.run(by, offer, seen);
  }

  @ApiOperation({ summary: 'Says no, with a reason' })
  @HttpCode(200)
  @Post('decline')
  decline(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: declineInput }) body: In<typeof declineInput>, @MaybeSeen() seen?: number) {
    return this.declineIt.run(by, offer, body, seen);
  }

  @ApiOperation({ summary: 'Keeps a place on the waiting list' })
  @HttpCode(200)
  @Post('waitlist')
  waitlist(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: waitlistInput }) body: WaitlistInput, @MaybeSeen() seen?: number) {
    return this.waitlistIt.run(by, offer, body, seen);
  }

  @ApiOperation({ summary: 'Asks the office something first; the clock stands still until it answers, at most twice' })
  @HttpCode(200)
  @Post('ask')
  ask(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: saidInput }) { text }: In<typeof saidInput>, @MaybeSeen() seen?: number) {
    return this.askFirst.run(by, offer, text, seen);
  }

  @ApiOperation({ summary: 'The service has begun' })
  @HttpCode(200)
  @Post('start')
  start(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @MaybeSeen() seen?: number) {
    return this.begin.run(by, offer, seen);
  }

  @ApiOperation({ summary: 'Helped, wholly or in part' })
  @HttpCode(200)
  @Post('complete')
  complete(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: outcomeInput }) { outcome }: In<typeof outcomeInput>, @MaybeSeen() seen?: number) {
    return this.completeIt.run(by, offer, outcome, seen);
  }

  @ApiOperation({ summary: 'It came to nothing, with a reason' })
  @HttpCode(200)
  @Post('fail')
  fail(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: failInput }) { reason }: In<typeof failInput>, @MaybeSeen() seen?: number) {
    return this.failIt.run(by, offer, reason, seen);
  }

  @ApiOperation({ summary: 'Takes an acceptance back, within 24 hours' })
  @HttpCode(200)
  @Post('unaccept')
  unaccept(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: unacceptInput }) { reason }: In<typeof unacceptInput>, @MaybeSeen() seen?: number) {
    return this.takeBack.run(by, offer, reason, seen);
  }

  @ApiOperation({ summary: 'The household was spoken with' })
  @HttpCode(200)
  @Post('contacted')
  contacted(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @MaybeSeen() seen?: number) {
    return this.tell.contacted(by, offer, seen);
  }

  @ApiOperation({ summary: 'A word to the other side, from the organisation or the office' })
  @HttpCode(200)
  @Post('messages')
  say(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: saidInput }) { text }: In<typeof saidInput>) {
    return this.write.run(by, offer, text);
  }

  @ApiOperation({ summary: 'It goes on' })
  @HttpCode(200)
  @Post('progress')
  progress(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @MaybeSeen() seen?: number) {
    return this.tell.progressed(by, offer, seen);
  }
}

/** What the office does with an offer, as JSON. */
@ApiTags('offers')
@Controller('api/offers/:id')
export class OfferDeedsController {
  constructor(
    private readonly answerIt: AnswerQuestion,
    private readonly withdrawIt: WithdrawOffer,
    private readonly voidIt: VoidOffer,
  ) {}

  @ApiOperation({ summary: 'Answers the organisation’s question; its clock runs on' })
  @HttpCode(200)
  @Post('answer')
  answer(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: saidInput }) { text }: In<typeof saidInput>, @MaybeSeen() seen?: number) {
    return this.answerIt.run(by, offer, text, seen);
  }

  @ApiOperation({ summary: 'Takes an offer back, with a reason' })
  @HttpCode(200)
  @Post('withdraw')
  withdraw(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: withdrawOfferInput }) { reason }: In<typeof withdrawOfferInput>, @MaybeSeen() seen?: number) {
    return this.withdrawIt.run(by, offer, reason, seen);
  }

  @ApiOperation({ summary: 'The household does not want this help' })
  @HttpCode(200)
  @Post('person-declined')
  personDeclined(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @MaybeSeen() seen?: number) {
    return this.withdrawIt.personDeclined(by, offer, seen);
  }

  @ApiOperation({ summary: 'Entered in error: out of the figures, by the team’s lead' })
  @HttpCode(200)
  @Post('void')
  void(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: voidInput }) { reason }: In<typeof voidInput>, @MaybeSeen() seen?: number) {
    return this.voidIt.run(by, offer, reason, seen);
  }
}
