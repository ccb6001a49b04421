import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { id } from '../asking/referrals.dto.js';
import { ReferralsStore } from '../referrals.store.js';
import { Suggest, type Suggestions } from './suggest.js';
import { narrowingQuery, suggestInput, type SuggestInput } from './suggestions.dto.js';

/** Who could help, as JSON: best first, each with reasons, expected answer, and what earlier offers say; and who is left out. */
@ApiTags('referrals')
@Controller('api')
export class SuggestionsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly referrals: ReferralsStore,
    private readonly suggest: Suggest,
  ) {}

  @ApiOperation({ summary: 'Who could help with a need of a household, and how soon', description: 'Those that fit before those that may; among these whom an agreement puts first, then the soonest expected yes. Who is left out says why: `reasons` of the search, or `mustNot`.' })
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Post('cases/:id/suggestions')
  forNeed(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Body({ schema: suggestInput }) { need, newcomerId, ...narrowing }: SuggestInput): Promise<Suggestions> {
    return this.suggest.run(by, caseId, { need, newcomerId }, narrowing);
  }

  @ApiOperation({ summary: 'Who else could help with what a referral is about' })
  @Header('cache-control', 'no-store')
  @Get('referrals/:id/suggestions')
  async forReferral(@By() by: SignedIn, @Param('id', { schema: id }) referralId: string, @Query({ schema: narrowingQuery }) narrowing: z.output<typeof narrowingQuery>): Promise<Suggestions> {
    const { caseId, need, newcomerId } = await this.transactions.read(by, (tx) => this.referrals.byId(tx, referralId));
    return this.suggest.run(by, caseId, { need, newcomerId }, { ...narrowing, text: '' });
  }
}
