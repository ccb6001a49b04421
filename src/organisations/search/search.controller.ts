import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { SearchServices } from './search-services.js';
import { servicesSearch, type ServicesSearch } from './search.dto.js';

/** Who can help with what, as JSON that Postgres wrote. */
@ApiTags('organisations')
@Controller('api/services')
export class SearchController {
  constructor(private readonly search: SearchServices) {}

  @Post('search')
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Find services by need, language, borough, distance, hours, room, text, and for a household', description: 'Best first: those that fit, those that may, and with `all` those that cannot help now. Each says why, in codes. That somebody searched is recorded; what they typed and for whom is not.' })
  @ApiOkResponse({ description: '`{ at, counts: { fits, maybe, no }, items, next }`' })
  async find(@By() by: SignedIn, @Body({ schema: servicesSearch }) body: ServicesSearch): Promise<string> {
    const { at, counts, items, next } = await this.search.run(by, body);
    return `{"at":"${at.toISOString()}","counts":${counts},"items":${items},"next":${JSON.stringify(next)}}`;
  }
}
