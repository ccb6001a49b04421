import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../../libs/http/reader.js';
import { type TierDecision, tierDecision } from '../arrivals.dto.js';
import { DecideTier, type DecidedTier } from './decide-tier.js';

/** A tier as JSON. */
@ApiTags('arrivals')
@Controller('api/cases')
export class TierController {
  constructor(private readonly decide: DecideTier) {}

  @ApiOperation({ summary: 'Confirm the proposed tier, or set another with a reason; the plan changes once its difference is accepted' })
  @HttpCode(200)
  @Post(':id/tier')
  run(@By() by: SignedIn, @Param('id', { schema: z.uuid() }) id: string, @Body({ schema: tierDecision }) body: TierDecision, @MaybeSeen() seen?: number): Promise<DecidedTier> {
    return this.decide.run(by, id, body, seen);
  }
}
