import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { ENV, type Env } from '../../../config/env.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFields } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { page } from '../../../libs/http/page-answer.js';
import { seeOther } from '../../../libs/http/reader.js';
import { InvalidInput, NotFound, Refusal } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { SPOKEN_LANGUAGES, type SpokenLanguage } from '../../../libs/i18n/language.js';
import { Messages } from '../../../libs/i18n/messages.js';
import { Assets } from '../../../libs/ui/assets.js';
import { render } from '../../../libs/ui/render.js';
import { Public } from '../../accounts/accounts.door.js';
import { WithdrawConsent } from '../../cases/cases.door.js';
import { tapInput, yearInput } from './loop.dto.js';
import { NewcomerDoor } from './newcomer-door.js';
import type { LiveNewcomerLink } from './newcomer-links.store.js';
import { NewcomerPage, type NewcomerVoice } from './newcomer-page.js';
import { NewcomerQueries } from './newcomer.queries.js';
import { ClosedNewcomerLink, NewcomerSheetView, type Shown } from './newcomer.view.js';
import { ShowTold } from './show-told.js';
import { TellOutcome } from './tell-outcome.js';

/** One request for a newcomer's page, in the language that its reader chose, if they did. */
interface Opened {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly secret: string;
  readonly lang: SpokenLanguage | undefined;
  readonly done?: unknown;
}

const named = (lang: unknown): SpokenLanguage | undefined => SPOKEN_LANGUAGES.find((language) => language === lang);

/** The page that a newcomer's link opens, without an account or a script: GET shows, POST acts, and a link that opens nothing says so alike. */
@ApiExcludeController()
@Public()
@Controller('newcomer/:secret')
export class NewcomerPages {
  constructor(
    private readonly messages: Messages,
    private readonly assets: Assets,
    private readonly door: NewcomerDoor,
    private readonly queries: NewcomerQueries,
    private readonly told: TellOutcome,
    private readonly showTold: ShowTold,
    private readonly withdraw: WithdrawConsent,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_PHONE'>,
  ) {}

  @Get()
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Query('lang') lang?: unknown, @Query('done') done?: unknown): Promise<void> {
    const opened: Opened = { request, reply, secret, lang: named(lang), done };
    const link = await this.door.look(secret, request.ip);
    if (!link) return this.closed(opened);
    return this.draw(opened, link, link.silent ? { as: 'silent' } : { as: 'asked' });
  }

  /** Whether it helped. */
  @Post('outcome')
  outcome(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret, lang: named(form?.['lang']) }, async (opened) => {
      const { offer, answer } = judgeInput(tapInput, { offer: form?.['offer'], answer: form?.['answer'] });
      await this.door.act(secret, opened.request.ip, (tx, { caseId }) => this.told.byLink(tx, caseId, offer, answer));
      return 'thanks';
    });
  }

  /** No more messages: their consent to be written to is withdrawn. */
  @Post('stop')
  stop(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret, lang: named(form?.['lang']) }, async (opened) => {
      await this.door.act(secret, opened.request.ip, async (tx, link) => {
        for (const consentId of await this.queries.messages(tx, link)) await this.withdraw.within(tx, link.caseId, consentId);
      });
      return 'stopped';
    });
  }

  /** Who got what about them, for whoever knows the year; shown once, in the answer, and kept nowhere. */
  @Post('more')
  async more(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Body() form?: PostedForm): Promise<void> {
    const opened: Opened = { request, reply, secret, lang: named(form?.['lang']) };
    const { success, data } = yearInput.safeParse(formFields(form));
    try {
      const { link, shown } = await this.door.act(secret, request.ip, async (tx, live) => ({ link: live, shown: await this.showTold.within(tx, live, success ? data.year : null) }));
      return await this.draw(opened, link, shown);
    } catch (fault) {
      if (fault instanceof Refusal && fault.code === 'referrals.link-closed') return this.closed(opened);
      throw fault;
    }
  }

  private async answer(opened: Opened, deed: (opened: Opened) => Promise<string>): Promise<void> {
    const { reply, secret, lang } = opened;
    let done: string;
    try {
      done = await deed(opened);
    } catch (fault) {
      if (fault instanceof Refusal && fault.code === 'referrals.link-closed') return this.closed(opened);
      if (!(fault instanceof Refusal || fault instanceof InvalidInput || fault instanceof NotFound)) throw fault;
      // Nobody asks that any more, or nobody ever did: the page says what is asked now.
      done = 'late';
    }
    guard(reply);
    seeOther(reply, `/newcomer/${secret}?${new URLSearchParams({ ...(lang ? { lang } : {}), done }).toString()}`);
  }

  private async draw(opened: Opened, link: LiveNewcomerLink, shown: Shown): Promise<void> {
    const { reply, secret, lang, done } = opened;
    const voices = this.voices(lang ?? link.language);
    const sight = await this.door.read((tx) => this.queries.sight(tx, link));
    const action = `/newcomer/${secret}`;
    guard(reply);
    page(reply, this.page(voices, <NewcomerSheetView {...sight} voices={voices} action={action} phone={this.env.OFFICE_PHONE} shown={shown} done={done} />, (language) => `${action}?lang=${language}`),
      shown.as === 'asked' && shown.wrong ? 422 : 200);
  }

  private closed({ request, reply, lang }: Opened): void {
    const wished = /^\s*([a-z]{2})/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
    const voices = this.voices(lang ?? named(wished) ?? 'fr');
    guard(reply);
    page(reply, this.page(voices, <ClosedNewcomerLink voices={voices} phone={this.env.OFFICE_PHONE} />), 410);
  }

  private page(voices: readonly NewcomerVoice[], content: VNode, inLanguage?: (language: SpokenLanguage) => string): string {
    return render(<NewcomerPage voices={voices} assets={this.assets} {...(inLanguage ? { inLanguage } : {})}>{content}</NewcomerPage>);
  }

  /** The reader's language first, and French always. */
  private voices(beside: SpokenLanguage): NewcomerVoice[] {
    return [...(beside === 'fr' ? [] : [beside]), 'fr' as const].map((language) => this.messages.translator(language));
  }
}

/** The address of this page is a key: nobody is told where its reader came from, and no search engine keeps it. */
function guard(reply: FastifyReply): void {
  void reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
}
