import { Body, Controller, Get, HttpCode, Ip, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { officeSide } from '../office-side.js';
import { PeopleQueries } from '../people/people.queries.js';
import { ForOrganisations } from '../public.js';
import { ChangePassword } from './change-password.js';
import { ChangeSettings } from './change-settings.js';
import { PasswordChange, Settings } from './own.dto.js';

/** One's own account. */
@ApiTags('accounts')
@ForOrganisations()
@Controller('api/me')
export class MeController {
  constructor(
    private readonly people: PeopleQueries,
    private readonly transactions: Transactions,
    private readonly changeSettings: ChangeSettings,
    private readonly changePassword: ChangePassword,
  ) {}

  @ApiOperation({ summary: 'Who you are here' })
  @Get()
  async me(@By() by: SignedIn): Promise<object> {
    const person = await this.transactions.read(officeSide(by), (tx) => this.people.person(tx, by.personId));
    if (!person) throw new NotFound();
    const { invitedUntil: _invited, seenAt: _seen, demo: _demo, ...mine } = person;
    return { ...mine, organisationName: by.organisationName, theme: by.theme, unreadNotices: by.unreadNotices };
  }

  @ApiOperation({ summary: 'Set your language and theme' })
  @Patch()
  async settings(@By() by: SignedIn, @Seen() seen: number, @Body({ schema: Settings }) settings: Settings): Promise<object> {
    await this.changeSettings.run(by, settings, seen);
    return { version: seen + 1 };
  }

  @ApiOperation({ summary: 'Change your password; your other sessions end' })
  @HttpCode(200)
  @Post('password')
  password(@By() by: SignedIn, @Ip() ip: string, @Body({ schema: PasswordChange }) { current, password }: PasswordChange): Promise<{ ended: number }> {
    if (by.sessionId === null) throw new Forbidden(); // a token is no proof of who types
    return this.changePassword.run(by, current, password, ip);
  }
}
