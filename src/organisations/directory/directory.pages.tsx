import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { VNode } from 'preact';
import type { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { keysAs } from '../../../libs/http/keyset.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { choosePublicLanguage, type PublicLanguage } from '../../../libs/i18n/language.js';
import { Messages } from '../../../libs/i18n/messages.js';
import { isId } from '../../../libs/sql/id.js';
import { Assets } from '../../../libs/ui/assets.js';
import { render } from '../../../libs/ui/render.js';
import { Public } from '../../accounts/accounts.door.js';
import { directoryHref, serviceHref } from './directory-address.js';
import { directoryQuery, languageQuery, type DirectoryQuery } from './directory.dto.js';
import { Directory } from './directory.view.js';
import { ListedService } from './listed-service.view.js';
import { PublicPage, type PublicVoice } from './public-page.js';
import { ReadDirectory } from './read-directory.js';

/** The directory for everybody: no sign-in, no script, no cookie; what is asked are codes, so it may stand in addresses and caches. */
@ApiExcludeController()
@Public()
@Controller('directory')
export class DirectoryPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly directory: ReadDirectory,
    private readonly messages: Messages,
    private readonly assets: Assets,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: directoryQuery }) query: DirectoryQuery): Promise<void> {
    const found = await this.directory.list({ ...query, after: keysAs(query.after, 'text', 'uuid') });
    const t = this.voice(request, query.lang);
    this.answer(request, reply, { t, title: t('organisations.directory.title'), inLanguage: (language) => directoryHref(language, query) }, <Directory t={t} reference={this.reference} query={query} found={found} />);
  }

  @Get('services/:id')
  async service(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string, @Query({ schema: languageQuery }) { lang }: z.output<typeof languageQuery>): Promise<void> {
    if (!isId(id)) throw new NotFound();
    const { at, service } = await this.directory.service(id);
    const t = this.voice(request, lang);
    this.answer(request, reply, { t, title: service.name, inLanguage: (language) => serviceHref(language, id) }, <ListedService t={t} reference={this.reference} service={service} at={at} />);
  }

  private voice(request: FastifyRequest, lang: unknown): PublicVoice {
    return this.messages.translator(choosePublicLanguage(lang, request.headers['accept-language']));
  }

  /** A minute in any cache; afterwards the tag of the text says whether anything changed. */
  private answer(request: FastifyRequest, reply: FastifyReply, about: { readonly t: PublicVoice; readonly title: string; readonly inLanguage: (language: PublicLanguage) => string }, content: VNode): void {
    const html = render(<PublicPage assets={this.assets} {...about}>{content}</PublicPage>);
    const etag = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
    void reply.headers({ etag, 'cache-control': 'public, max-age=60', vary: 'accept-language, accept-encoding' }).type('text/html; charset=utf-8');
    if (request.headers['if-none-match'] === etag) void reply.code(304).send();
    else void reply.send(html);
  }
}
