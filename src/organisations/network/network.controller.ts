import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { ReadCoverage } from './read-coverage.js';
import { coverageQuery, type CoverageQuery } from './network.dto.js';

/** The network from above, as JSON. */
@ApiTags('organisations')
@Controller('api/network')
export class NetworkController {
  constructor(private readonly read: ReadCoverage) {}

  @Get('coverage')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Which need is answered in which borough and language, gaps first', description: '`needs` has the needs with the widest gaps first; each has its boroughs with how many services answer and how many of these have room. `language` narrows to services given in it.' })
  async coverage(@By() by: SignedIn, @Query({ schema: coverageQuery }) query: CoverageQuery) {
    const { at, needs, languages } = await this.read.run(by, query);
    return { at, needs: needs.map(({ boroughs, ...need }) => ({ ...need, boroughs: Object.fromEntries(boroughs) })), languages };
  }
}
