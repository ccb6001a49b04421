import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { pageQuery } from '../../../libs/http/keyset.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { openingReason } from '../../cases/cases.door.js';
import { id } from '../asking/referrals.dto.js';
import { ReadDisclosures } from './read-disclosures.js';

const ledgerQuery = pageQuery.extend({ reason: openingReason.optional() });

/** Who received or opened what of a household, as JSON. */
@ApiTags('cases')
@Controller('api/cases/:id/disclosures')
export class DisclosuresController {
  constructor(private readonly read: ReadDisclosures) {}

  @ApiOperation({ summary: 'Who received or opened what of a household, for what and when; the newest first', description: 'For those who see what the household agreed to. Reading it is recorded.' })
  @Header('cache-control', 'no-store')
  @Get()
  async list(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Query({ schema: ledgerQuery }) query: z.output<typeof ledgerQuery>) {
    return (await this.read.run(by, caseId, query)).disclosures;
  }
}
