import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { seeOther } from '../../../libs/http/reader.js';
import { isLanguage } from '../../../libs/i18n/language.js';
import { localPath } from '../../../libs/http/page-answer.js';
import { Public } from '../public.js';
import { ChangeSettings } from './change-settings.js';

const A_YEAR_S = 31_536_000;

/** The language of the pages, signed in or not: kept in a cookie and, for somebody signed in, in their settings. */
@ApiExcludeController()
@Public()
@Controller('language')
export class PreferencesPages {
  constructor(private readonly changeSettings: ChangeSettings) {}

  /** The switch in the header is a plain link; another site's link changes no setting. */
  @Get(':language')
  async link(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('language') language: string, @Query('next') next?: unknown): Promise<void> {
    const site = request.headers['sec-fetch-site'];
    if (site === 'cross-site') return seeOther(reply, localPath(next));
    await this.speak(request, reply, language, next);
  }

  @Post()
  async form(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    await this.speak(request, reply, form?.['language'], form?.['next']);
  }

  private async speak({ user }: FastifyRequest, reply: FastifyReply, language: unknown, next: unknown): Promise<void> {
    if (!isLanguage(language)) throw new NotFound();
    if (user && user.language !== language) await this.changeSettings.run(user, { language });
    void reply.setCookie('lang', language, { path: '/', maxAge: A_YEAR_S, sameSite: 'lax' });
    seeOther(reply, localPath(next));
  }
}
