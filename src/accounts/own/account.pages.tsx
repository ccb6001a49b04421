import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { realDate } from '../../../libs/clock/real-time.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { mayMakeToken, mayManagePeople } from '../accounts.policy.js';
import { doneToast } from '../done.js';
import { officeSide } from '../office-side.js';
import { page } from '../../../libs/http/page-answer.js';
import { Id } from '../people/people.dto.js';
import { ForOrganisations } from '../public.js';
import { EndSessions } from '../sign-in/end-sessions.js';
import { SessionCookie } from '../sign-in/session-cookie.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { KeepTokens } from '../tokens/keep-tokens.js';
import { NewToken } from '../tokens/tokens.dto.js';
import { TokensStore } from '../tokens/tokens.store.js';
import { AccountPage } from './account.view.js';
import { ChangePassword } from './change-password.js';
import { ChangeSettings } from './change-settings.js';
import { GivenPassword } from './own.dto.js';

const SettingsForm = z.strictObject({ language: z.enum(LANGUAGES), theme: z.enum(['system', 'light', 'dark']).transform((theme) => (theme === 'system' ? null : theme)) });
const PasswordForm = z.object({ current: GivenPassword, password: GivenPassword });
const A_YEAR_S = 31_536_000;

/** One's own account, as pages. */
@ApiExcludeController()
@ForOrganisations()
@Controller('account')
export class AccountPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly sessions: SessionsStore,
    private readonly tokens: TokensStore,
    private readonly changeSettings: ChangeSettings,
    private readonly changePassword: ChangePassword,
    private readonly endSessions: EndSessions,
    private readonly keepTokens: KeepTokens,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('done') done?: unknown): Promise<void> {
    return this.answer(by, request, reply, { done });
  }

  @Post('settings')
  settings(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    return this.attempt(by, request, reply, async () => {
      const settings = judgeInput(SettingsForm, formFields(form));
      await this.changeSettings.run(by, settings);
      void reply.setCookie('lang', settings.language, { path: '/', maxAge: A_YEAR_S, sameSite: 'lax' });
      if (settings.theme) void reply.setCookie('theme', settings.theme, { path: '/', maxAge: A_YEAR_S, sameSite: 'lax' });
      else void reply.clearCookie('theme', { path: '/' });
      seeOther(reply, '/account?done=saved');
    });
  }

  @Post('password')
  password(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    if (by.sessionId === null) throw new Forbidden();
    return this.attempt(by, request, reply, async () => {
      const { current, password } = judgeInput(PasswordForm, form ?? {});
      await this.changePassword.run(by, current, password, request.ip);
      seeOther(reply, '/account?done=password-changed');
    });
  }

  @Post('sessions/:id/end')
  endOne(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.attempt(by, request, reply, async () => {
      await this.endSessions.one(by, id);
      seeOther(reply, '/account?done=sessions-ended');
    });
  }

  @Post('sessions/end-all')
  async endAll(@By() by: SignedIn, @Res() reply: FastifyReply): Promise<void> {
    await this.endSessions.all(by);
    this.cookie.take(reply);
    seeOther(reply, '/sign-in?done=ended');
  }

  /** The secret is on the answer itself: a redirect would have to carry it. */
  @Post('tokens')
  makeToken(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    return this.attempt(by, request, reply, async () => {
      const { secret } = await this.keepTokens.make(by, judgeInput(NewToken, formFields(form)));
      await this.answer(by, request, reply, { secret });
    });
  }

  @Post('tokens/:id/revoke')
  revokeToken(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.attempt(by, request, reply, async () => {
      await this.keepTokens.revoke(by, id);
      seeOther(reply, '/account?done=token-revoked');
    });
  }

  private async attempt(by: SignedIn, request: FastifyRequest, reply: FastifyReply, deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (fault) {
      await this.answer(by, request, reply, { faults: formFaults(fault, request.t) });
    }
  }

  private async answer(
    by: SignedIn, request: FastifyRequest, reply: FastifyReply,
    { faults = NO_FAULTS, secret, done }: { faults?: FormFaults; secret?: string; done?: unknown },
  ): Promise<void> {
    const { t } = request;
    const [sessions, tokens] = await this.transactions.read(officeSide(by), async (tx) => [
      await this.sessions.open(tx, by.personId), await this.tokens.live(tx, mayManagePeople(by) ? null : by.personId),
    ] as const);
    const makesTokens = mayMakeToken(by) && by.sessionId !== null;
    page(reply, this.frame.office(request, { title: t('accounts.account.title'), current: '/account', faulty: faults.summary.length > 0, toast: doneToast(t, done) },
      <AccountPage t={t} by={by} now={realDate()} faults={faults} sessions={sessions} makesTokens={makesTokens} secret={secret}
        tokens={makesTokens || tokens.length > 0 ? tokens : null} />), faults.status);
  }
}
