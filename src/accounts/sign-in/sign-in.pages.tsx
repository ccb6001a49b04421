import { Body, Controller, Get, Headers, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { TooMany } from '../../../libs/http/refusal.js';
import { seeOther } from '../../../libs/http/reader.js';
import { Frame } from '../../frame/frame.js';
import { localPath, page } from '../../../libs/http/page-answer.js';
import { Public } from '../public.js';
import { EndSessions } from './end-sessions.js';
import { SignInForm } from './gate.view.js';
import { LocalGuard } from './local.guard.js';
import { SessionCookie } from './session-cookie.js';
import { SignIn } from './sign-in.js';

/** The pages of coming in and leaving. */
@ApiExcludeController()
@Public()
@Controller()
export class SignInPages {
  constructor(
    private readonly frame: Frame,
    private readonly signIn: SignIn,
    private readonly endSessions: EndSessions,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('sign-in')
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('next') next?: unknown, @Query('done') done?: unknown): void {
    if (request.user) return seeOther(reply, localPath(next));
    const said = done === 'signed-out' || done === 'ended' ? request.t(`accounts.sign-in.done.${done}`) : undefined;
    this.answer(request, reply, { next, done: said });
  }

  @UseGuards(LocalGuard)
  @Post('sign-in')
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form: PostedForm | undefined, @Headers('user-agent') agent?: string): Promise<void> {
    const { recognised, t } = request;
    const typed = { next: form?.['next'], email: typeof form?.['email'] === 'string' ? form['email'].slice(0, 254) : undefined };
    if (recognised instanceof TooMany) {
      void reply.header('retry-after', String(recognised.retryAfterS));
      return this.answer(request, reply, { ...typed, fault: t('accounts.sign-in.wait', { seconds: recognised.retryAfterS }), status: 429 });
    }
    if (!recognised) return this.answer(request, reply, { ...typed, fault: t('accounts.sign-in.wrong'), status: 401 });
    const { secret, expiresAt } = await this.signIn.run(recognised, agent);
    this.cookie.give(reply, secret, expiresAt);
    seeOther(reply, localPath(form?.['next']));
  }

  @Post('sign-out')
  async end(@Req() { user }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (user?.sessionId) await this.endSessions.one(user, user.sessionId);
    this.cookie.take(reply);
    seeOther(reply, '/sign-in?done=signed-out');
  }

  private answer(
    request: FastifyRequest, reply: FastifyReply,
    { next, status = 200, ...given }: { next: unknown; email?: string | undefined; fault?: string | undefined; done?: string | undefined; status?: number },
  ): void {
    const { t } = request;
    page(reply, this.frame.gate(request, { title: t('accounts.sign-in.title'), lead: t('accounts.sign-in.lead'), faulty: given.fault !== undefined },
      <SignInForm t={t} next={localPath(next)} {...given} />), status);
  }
}
