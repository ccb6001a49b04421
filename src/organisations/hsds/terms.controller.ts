import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { type SaidMeaning, SayMeaning } from './say-meaning.js';
import { Meaning, termId, type TermsQuery, termsQuery } from './terms.dto.js';
import { type TermLine, TermsQueries } from './terms.queries.js';

/** Terms of others, and what they mean among our needs. */
@ApiTags('hsds')
@Controller('api/taxonomy-terms')
export class TermsController {
  constructor(private readonly transactions: Transactions, private readonly terms: TermsQueries, private readonly sayMeaning: SayMeaning) {}

  @ApiOperation({ summary: 'List the terms of others, those that mean none of our needs first' })
  @Get()
  list(@By() by: SignedIn, @Query({ schema: termsQuery }) query: TermsQuery): Promise<Keyset<TermLine>> {
    return this.transactions.read(by, (tx) => this.terms.list(tx, query));
  }

  @ApiOperation({ summary: 'Say which need a term means; services that have it are found by it from now on' })
  @HttpCode(200)
  @Post(':id/meaning')
  say(@By() by: SignedIn, @Param('id', { schema: termId }) id: string, @Body({ schema: Meaning }) { need }: Meaning): Promise<SaidMeaning> {
    return this.sayMeaning.run(by, id, need ?? null);
  }
}
