import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../../libs/http/reader.js';
import { CloseCase } from '../../follow-ups/follow-ups.door.js';
import { type ArrivedInput, arrivedInput, type NoticeInput, noticeInput } from '../arrivals.dto.js';
import { RegisterArrival, type Registered } from '../register-arrival.js';
import { ConfirmArrival, type ConfirmedArrival } from './confirm-arrival.js';

const noticeId = z.uuid().meta({ description: 'The expected case.' });

/** Households that are to come. A notice is a case before its arrival. */
@ApiTags('arrivals')
@Controller('api/arrival-notices')
export class NoticesController {
  constructor(
    private readonly registerArrival: RegisterArrival,
    private readonly confirmArrival: ConfirmArrival,
    private readonly closeCase: CloseCase,
  ) {}

  @ApiOperation({ summary: 'Announce a household: an expected case with its preparation planned' })
  @Post()
  async give(@By() by: SignedIn, @Body({ schema: noticeInput }) input: NoticeInput, @Res({ passthrough: true }) reply: FastifyReply): Promise<Registered> {
    const registered = await this.registerArrival.run(by, input);
    void reply.header('location', `/api/cases/${registered.caseId}`);
    return registered;
  }

  @ApiOperation({ summary: 'They came: the case opens and its first days run from that day' })
  @HttpCode(200)
  @Post(':id/arrive')
  arrive(@By() by: SignedIn, @Param('id', { schema: noticeId }) id: string, @Body({ schema: arrivedInput }) input: ArrivedInput, @MaybeSeen() seen?: number): Promise<ConfirmedArrival> {
    return this.confirmArrival.run(by, id, input, seen);
  }

  @ApiOperation({ summary: 'They did not come: the case closes' })
  @HttpCode(200)
  @Post(':id/not-arrived')
  async notArrived(@By() by: SignedIn, @Param('id', { schema: noticeId }) id: string, @MaybeSeen() seen?: number): Promise<object> {
    return this.closeCase.run(by, id, 'did_not_arrive', { seen });
  }
}
