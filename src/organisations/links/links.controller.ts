import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { id } from '../places/places.dto.js';
import { KeepLinks } from './keep-links.js';

/** The one-tap links of a service as JSON, for whoever keeps the network. */
@ApiTags('services')
@Controller('api/services/:id/links')
export class LinksController {
  constructor(private readonly links: KeepLinks) {}

  @ApiOperation({ summary: 'The links that can answer for a service now; never what they open with' })
  @Get()
  async list(@By() by: SignedIn, @Param('id', { schema: id }) service: string) {
    return { items: await this.links.list(by, service) };
  }

  @ApiOperation({ summary: 'Closes a link: it opens nothing any more' })
  @HttpCode(200)
  @Post(':linkId/revoke')
  revoke(@By() by: SignedIn, @Param('id', { schema: id }) service: string, @Param('linkId', { schema: id }) link: string) {
    return this.links.revoke(by, service, link);
  }
}
