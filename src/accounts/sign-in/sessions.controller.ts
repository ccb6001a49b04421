import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Req, Res, UnauthorizedException, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { NotFound, TooMany } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { officeSide } from '../office-side.js';
import { Id } from '../people/people.dto.js';
import { ForOrganisations, Public } from '../public.js';
import { EndSessions } from './end-sessions.js';
import { LocalGuard } from './local.guard.js';
import { SessionCookie } from './session-cookie.js';
import { Credentials } from './sessions.dto.js';
import { type OpenSession, SessionsStore } from './sessions.store.js';
import { SignIn } from './sign-in.js';

/** Coming in and leaving. */
@ApiTags('accounts')
@ForOrganisations()
@Controller('api/sessions')
export class SessionsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly endSessions: EndSessions,
    private readonly sessions: SessionsStore,
    private readonly transactions: Transactions,
    private readonly cookie: SessionCookie,
  ) {}

  @ApiOperation({ summary: 'Sign in; the session is a cookie' })
  @Public()
  @UseGuards(LocalGuard)
  @Post()
  async begin(
    @Body({ schema: Credentials }) _credentials: Credentials, @Req() { recognised }: FastifyRequest,
    @Headers('user-agent') agent: string | undefined, @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ id: string; expiresAt: Date }> {
    if (recognised instanceof TooMany) throw recognised;
    if (!recognised) throw new UnauthorizedException();
    const { id, secret, expiresAt } = await this.signIn.run(recognised, agent);
    this.cookie.give(reply, secret, expiresAt);
    return { id, expiresAt };
  }

  @ApiOperation({ summary: 'List your own open sessions' })
  @Get()
  async list(@By() by: SignedIn): Promise<{ items: (OpenSession & { current: boolean })[] }> {
    const open = await this.transactions.read(officeSide(by), (tx) => this.sessions.open(tx, by.personId));
    return { items: open.map((session) => ({ ...session, current: session.id === by.sessionId })) };
  }

  @ApiOperation({ summary: 'Sign out' })
  @HttpCode(204)
  @Delete('current')
  async endCurrent(@By() by: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (by.sessionId === null) throw new NotFound();
    await this.endSessions.one(by, by.sessionId);
    this.cookie.take(reply);
  }

  @ApiOperation({ summary: 'End one of your sessions' })
  @HttpCode(204)
  @Delete(':id')
  async end(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.endSessions.one(by, id);
  }

  @ApiOperation({ summary: 'End all your sessions, this one too' })
  @HttpCode(200)
  @Post('end-all')
  endAll(@By() by: SignedIn): Promise<{ ended: number }> {
    return this.endSessions.all(by);
  }
}
