import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import { By, type SignedIn, T } from '../../libs/http/reader.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { Protocols } from '../follow-ups/follow-ups.door.js';
import { type ArrivalInput, arrivalInput } from './arrivals.dto.js';
import { explainDate } from './explain-plan.js';
import { PreviewArrival } from './preview-arrival.js';
import { RegisterArrival, type Registered } from './register-arrival.js';

/** Households that are here. */
@ApiTags('arrivals')
@Controller('api/arrivals')
export class ArrivalsController {
  constructor(
    private readonly registerArrival: RegisterArrival,
    private readonly previewArrival: PreviewArrival,
    private readonly protocols: Protocols,
  ) {}

  @ApiOperation({ summary: 'Register an arrival: its case, its people, its tier and its first days, in one commit' })
  @Post()
  async register(@By() by: SignedIn, @Body({ schema: arrivalInput }) input: ArrivalInput, @Res({ passthrough: true }) reply: FastifyReply): Promise<Registered> {
    const registered = await this.registerArrival.run(by, input);
    void reply.header('location', `/api/cases/${registered.caseId}`);
    return registered;
  }

  @ApiOperation({ summary: 'Show the proposed tier with its reasons, the planned checkpoints with their dates, and the proposed owner' })
  @HttpCode(200)
  @Post('preview')
  async preview(@By() by: SignedIn, @Body({ schema: arrivalInput }) input: ArrivalInput, @T() t: Translate): Promise<object> {
    const { proposal, tier, owner, days } = await this.previewArrival.run(by, input);
    const nameOf = (code: string): string => this.protocols.nameOf(code, t.language);
    return {
      proposal: { tier: proposal.tier, reasons: proposal.reasons.map((reason) => ({ ...reason, text: t(`arrivals.tier.reasons.${reason.code}`) })) },
      tier,
      owner: { ...owner, text: t(`arrivals.owner.why.${owner.why}`) },
      protocol: { code: days.protocol.id, version: days.protocol.version },
      checkpoints: days.checkpoints.map(({ code, dueAt, dueOn, channel, superseded, explain, absorbed }) => (
        { code, name: nameOf(code), dueAt, dueOn, channel, superseded, explain, absorbed, explanation: explainDate(t, { explain, absorbed }, nameOf) })),
    };
  }
}
