import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../libs/http/reader.js';
import { AddOffers } from './asking/add-offers.js';
import { AskDrafted } from './asking/ask-drafted.js';
import { OpenReferral } from './asking/open-referral.js';
import { closeInput, id, offersInput, type OffersInput, pauseInput, type ReferralInput, referralInput, reopenInput, voidInput, withdrawInput } from './asking/referrals.dto.js';
import { ChangeReferral } from './change-referral.js';

type In<S extends z.ZodType> = z.output<S>;

/** Referrals as JSON: opened, asked further, and moved by the office. */
@ApiTags('referrals')
@Controller('api/referrals')
export class ReferralsController {
  constructor(
    private readonly openIt: OpenReferral,
    private readonly add: AddOffers,
    private readonly askThem: AskDrafted,
    private readonly change: ChangeReferral,
  ) {}

  @ApiOperation({ summary: 'Puts a need of a household to the network, and asks the first' })
  @Post()
  open(@By() by: SignedIn, @Body({ schema: referralInput }) body: ReferralInput) {
    return this.openIt.run(by, body);
  }

  @ApiOperation({ summary: 'Asks more services: now, if nobody else is being asked, and otherwise in their turn' })
  @Post(':id/offers')
  offer(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: offersInput }) body: OffersInput, @MaybeSeen() seen?: number) {
    return this.add.run(by, referral, body, seen);
  }

  @ApiOperation({ summary: 'Asks whoever was put in the row and not asked yet, as when room appeared for a need that nobody could meet' })
  @HttpCode(200)
  @Post(':id/ask')
  ask(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @MaybeSeen() seen?: number) {
    return this.askThem.run(by, referral, seen);
  }

  @ApiOperation({ summary: 'Nobody is asked for a while' })
  @HttpCode(200)
  @Post(':id/pause')
  pause(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: pauseInput }) body: In<typeof pauseInput>, @MaybeSeen() seen?: number) {
    return this.change.pause(by, referral, body, seen);
  }

  @ApiOperation({ summary: 'Asks again' })
  @HttpCode(200)
  @Post(':id/resume')
  resume(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @MaybeSeen() seen?: number) {
    return this.change.resume(by, referral, seen);
  }

  @ApiOperation({ summary: 'The need is met, or nobody can meet it' })
  @HttpCode(200)
  @Post(':id/close')
  close(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: closeInput }) body: In<typeof closeInput>, @MaybeSeen() seen?: number) {
    return this.change.close(by, referral, body, seen);
  }

  @ApiOperation({ summary: 'Takes a referral back, with every offer that is not over' })
  @HttpCode(200)
  @Post(':id/withdraw')
  withdraw(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: withdrawInput }) { reason }: In<typeof withdrawInput>, @MaybeSeen() seen?: number) {
    return this.change.withdraw(by, referral, reason, seen);
  }

  @ApiOperation({ summary: 'Opens a referral again that was over' })
  @HttpCode(200)
  @Post(':id/reopen')
  reopen(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: reopenInput }) { reason }: In<typeof reopenInput>, @MaybeSeen() seen?: number) {
    return this.change.reopen(by, referral, reason, seen);
  }

  @ApiOperation({ summary: 'Entered in error: out of the figures, by the team’s lead' })
  @HttpCode(200)
  @Post(':id/void')
  void(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: voidInput }) { reason }: In<typeof voidInput>, @MaybeSeen() seen?: number) {
    return this.change.void(by, referral, reason, seen);
  }
}
