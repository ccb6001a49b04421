import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { unmetQuery, type UnmetQuery } from './unmet.dto.js';
import { UnmetQueries } from './unmet.queries.js';

/** What nobody could meet, as JSON. */
@ApiTags('referrals')
@Controller('api/unmet-needs')
export class UnmetController {
  constructor(private readonly ledger: UnmetQueries) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Needs that nobody could meet: counted by need, borough, language, reason and tier, and one by one', description: 'In turn: the most urgent first, then whoever has waited longest. `household` is there for those who may read the case.' })
  list(@By() by: SignedIn, @Query({ schema: unmetQuery }) query: UnmetQuery) {
    return this.ledger.ledger(by, query);
  }
}
