import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { openingReason } from '../../cases/cases.door.js';
import { id } from '../asking/referrals.dto.js';
import { ReadReferral } from './read-referral.js';

/** Why a restricted case is opened, when it must be said. */
export const openingQuery = z.strictObject({ reason: openingReason.optional().meta({ description: 'Why you open a referral of a restricted case; it is recorded.' }) });
type Opening = z.output<typeof openingQuery>;

/** Referrals as JSON, for the office: Postgres wrote it, and it is passed on as it is. */
@ApiTags('referrals')
@Controller('api')
export class ReadReferralController {
  constructor(private readonly read: ReadReferral) {}

  @ApiOperation({ summary: 'A referral with everybody it was put to', description: 'Each look is recorded. A restricted case may ask for a `reason` (409 `cases.reason-needed`).' })
  @ApiOkResponse({ description: 'The referral, its offers with their clocks, threads, appointments and outcomes of both sides.' })
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Get('referrals/:id')
  one(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Query({ schema: openingQuery }) { reason }: Opening): Promise<string> {
    return this.read.one(by, referral, reason);
  }

  @ApiOperation({ summary: 'Every referral of a case, the newest first' })
  @ApiOkResponse({ description: 'A list of referrals as `GET /api/referrals/{id}` gives them.' })
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Get('cases/:id/referrals')
  ofCase(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Query({ schema: openingQuery }) { reason }: Opening): Promise<string> {
    return this.read.ofCase(by, caseId, reason);
  }
}
