import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayManagePeople } from '../accounts.policy.js';
import { officeSide } from '../office-side.js';
import { Id } from '../people/people.dto.js';
import { KeepTokens } from './keep-tokens.js';
import { NewToken } from './tokens.dto.js';
import { type TokenLine, TokensStore } from './tokens.store.js';

/** Tokens of API clients. */
@ApiTags('accounts')
@Controller('api/tokens')
export class TokensController {
  constructor(
    private readonly transactions: Transactions,
    private readonly tokens: TokensStore,
    private readonly keepTokens: KeepTokens,
  ) {}

  @ApiOperation({ summary: 'List your live tokens; an administrator sees everyone’s' })
  @Get()
  async list(@By() by: SignedIn): Promise<{ items: TokenLine[] }> {
    return { items: await this.transactions.read(officeSide(by), (tx) => this.tokens.live(tx, mayManagePeople(by) ? null : by.personId)) };
  }

  @ApiOperation({ summary: 'Make a token; its secret is shown this once' })
  @Post()
  make(@By() by: SignedIn, @Body({ schema: NewToken }) token: NewToken): Promise<{ id: string; secret: string; expiresAt: Date }> {
    return this.keepTokens.make(by, token);
  }

  @ApiOperation({ summary: 'Revoke a token at once' })
  @HttpCode(204)
  @Delete(':id')
  async revoke(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.keepTokens.revoke(by, id);
  }
}
