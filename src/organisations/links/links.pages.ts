import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { doneAt, localPath } from '../../../libs/http/page-answer.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { id } from '../places/places.dto.js';
import { KeepLinks } from './keep-links.js';

/** Closing a link from the page of its service. */
@ApiExcludeController()
@Controller('services/:id/links')
export class LinksPages {
  constructor(private readonly links: KeepLinks) {}

  @Post(':linkId/revoke')
  async revoke(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Param('linkId', { schema: id }) link: string, @Body() form?: PostedForm): Promise<void> {
    await this.links.revoke(by, service, link);
    seeOther(reply, doneAt(localPath(form?.['back'] ?? `/services/${service}`), 'link-revoked'));
  }
}
