import { Body, Controller, Get, Headers, Ip, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { Refusal } from '../../../libs/http/refusal.js';
import { seeOther } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { Frame } from '../../frame/frame.js';
import { GivenPassword } from '../own/own.dto.js';
import { page } from '../../../libs/http/page-answer.js';
import { Email } from '../people/people.dto.js';
import { Public } from '../public.js';
import { ChooseForm, ClosedLink, ForgotForm, LinkSent } from '../sign-in/gate.view.js';
import { SessionCookie } from '../sign-in/session-cookie.js';
import { SignIn } from '../sign-in/sign-in.js';
import { AskReset } from './ask-reset.js';
import { ChoosePassword } from './choose-password.js';
import type { LinkPurpose } from './links.store.js';

const Forgotten = z.strictObject({ email: Email });
const Chosen = z.object({ password: GivenPassword });

/** One-time links: asking for one, and what each opens. */
@ApiExcludeController()
@Public()
@Controller()
export class LinksPages {
  constructor(
    private readonly frame: Frame,
    private readonly askReset: AskReset,
    private readonly choosePassword: ChoosePassword,
    private readonly signIn: SignIn,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('forgot')
  forgot(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.askAgain(request, reply, NO_FAULTS);
  }

  @Post('forgot')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Ip() ip: string, @Body() form?: PostedForm): Promise<void> {
    const fields = formFields(form);
    try {
      await this.askReset.run(judgeInput(Forgotten, fields).email, ip);
    } catch (fault) {
      return this.askAgain(request, reply, formFaults(fault, request.t), typeof fields['email'] === 'string' ? fields['email'] : undefined);
    }
    page(reply, this.frame.gate(request, { title: request.t('accounts.forgot.sent-title') }, <LinkSent t={request.t} />));
  }

  @Get('reset/:token')
  reset(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('token') secret: string): Promise<void> {
    return this.show(request, reply, 'password_reset', secret);
  }

  @Get('welcome/:token')
  welcome(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('token') secret: string): Promise<void> {
    return this.show(request, reply, 'invitation', secret);
  }

  @Post('reset/:token')
  choose(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('token') secret: string, @Body() form?: PostedForm, @Headers('user-agent') agent?: string): Promise<void> {
    return this.open(request, reply, 'password_reset', secret, form, agent);
  }

  @Post('welcome/:token')
  accept(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('token') secret: string, @Body() form?: PostedForm, @Headers('user-agent') agent?: string): Promise<void> {
    return this.open(request, reply, 'invitation', secret, form, agent);
  }

  private async open(request: FastifyRequest, reply: FastifyReply, purpose: LinkPurpose, secret: string, form: PostedForm | undefined, agent: string | undefined): Promise<void> {
    try {
      const { password } = judgeInput(Chosen, form ?? {});
      const person = await this.choosePassword.run(purpose, secret, password, request.ip);
      const session = await this.signIn.run(person, agent);
      this.cookie.give(reply, session.secret, session.expiresAt);
      seeOther(reply, '/');
    } catch (fault) {
      if (fault instanceof Refusal) return this.closed(request, reply, purpose);
      await this.show(request, reply, purpose, secret, formFaults(fault, request.t));
    }
  }

  private async show(request: FastifyRequest, reply: FastifyReply, purpose: LinkPurpose, secret: string, faults: FormFaults = NO_FAULTS): Promise<void> {
    const link = await this.choosePassword.look(purpose, secret, request.ip);
    if (!link) return this.closed(request, reply, purpose);
    const { t } = request;
    const key = purpose === 'invitation' ? 'welcome' : 'reset';
    page(reply, this.frame.gate(request, { title: t(`accounts.choose.${key}`), lead: t(`accounts.choose.${key}-lead`, { email: link.email }), faulty: faults.summary.length > 0 },
      <ChooseForm t={t} action={`/${key}/${secret}`} email={link.email} faults={faults} />), faults.status);
  }

  private closed(request: FastifyRequest, reply: FastifyReply, purpose: LinkPurpose): void {
    const { t } = request;
    page(reply, this.frame.gate(request, { title: t('accounts.choose.closed-title') }, <ClosedLink t={t} reset={purpose === 'password_reset'} />), 410);
  }

  private askAgain(request: FastifyRequest, reply: FastifyReply, faults: FormFaults, email?: string): void {
    const { t } = request;
    page(reply, this.frame.gate(request, { title: t('accounts.forgot.title'), lead: t('accounts.forgot.lead'), faulty: faults.summary.length > 0 },
      <ForgotForm t={t} faults={faults} email={email} />), faults.status);
  }
}
