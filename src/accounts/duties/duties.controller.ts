import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { maySeeDuties } from '../accounts.policy.js';
import { Id } from '../people/people.dto.js';
import { NewDuty } from './duties.dto.js';
import { DutiesQueries, type DutyLine } from './duties.queries.js';
import { KeepRoster } from './keep-roster.js';

/** Who answers after hours, and who stands in for whom. */
@ApiTags('accounts')
@Controller('api/duties')
export class DutiesController {
  constructor(
    private readonly transactions: Transactions,
    private readonly duties: DutiesQueries,
    private readonly keepRoster: KeepRoster,
  ) {}

  @ApiOperation({ summary: 'List the roster from now on' })
  @Get()
  async list(@By() by: SignedIn): Promise<{ items: DutyLine[] }> {
    if (!maySeeDuties(by)) throw new Forbidden();
    return { items: await this.transactions.read(by, (tx) => this.duties.list(tx)) };
  }

  @ApiOperation({ summary: 'Put a turn on the roster' })
  @Post()
  add(@By() by: SignedIn, @Body({ schema: NewDuty }) duty: NewDuty): Promise<{ id: string }> {
    return this.keepRoster.add(by, duty);
  }

  @ApiOperation({ summary: 'Take a turn off the roster' })
  @HttpCode(204)
  @Delete(':id')
  async remove(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<void> {
    await this.keepRoster.remove(by, id);
  }
}
