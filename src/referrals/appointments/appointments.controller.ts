import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { id } from '../asking/referrals.dto.js';
import { noShowInput, type NoShowInput, scheduleInput, type ScheduleInput, unscheduleInput } from './appointments.dto.js';
import { ScheduleOffer } from './schedule-offer.js';

/** When an organisation meets a household, as JSON. */
@ApiTags('offers')
@ForOrganisations()
@Controller('api/offers/:id')
export class AppointmentsController {
  constructor(private readonly schedules: ScheduleOffer) {}

  @ApiOperation({ summary: 'Plans a meeting with the household; a meeting that was planned before is called off' })
  @HttpCode(200)
  @Post('schedule')
  schedule(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: scheduleInput }) body: ScheduleInput, @MaybeSeen() seen?: number) {
    return this.schedules.run(by, offer, body, seen);
  }

  @ApiOperation({ summary: 'Calls the meeting off, with a reason' })
  @HttpCode(200)
  @Post('unschedule')
  unschedule(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: unscheduleInput }) { reason }: z.output<typeof unscheduleInput>, @MaybeSeen() seen?: number) {
    return this.schedules.unschedule(by, offer, reason, seen);
  }

  @ApiOperation({ summary: 'Nobody came; with another meeting, if one was agreed' })
  @HttpCode(200)
  @Post('no-show')
  noShow(@By() by: SignedIn, @Param('id', { schema: id }) offer: string, @Body({ schema: noShowInput }) body: NoShowInput, @MaybeSeen() seen?: number) {
    return this.schedules.noShow(by, offer, body, seen);
  }
}
