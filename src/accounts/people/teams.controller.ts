import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { peopleInSight } from '../accounts.policy.js';
import { officeSide } from '../office-side.js';
import { KeepTeams } from './keep-teams.js';
import { Id, NewTeam, TeamPatch } from './people.dto.js';
import { PeopleQueries, type TeamLine } from './people.queries.js';

/** Teams, their leads and their calendars. */
@ApiTags('accounts')
@Controller('api/teams')
export class TeamsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleQueries,
    private readonly keepTeams: KeepTeams,
  ) {}

  @ApiOperation({ summary: 'List the teams that you may see' })
  @Get()
  async list(@By() by: SignedIn): Promise<{ items: TeamLine[] }> {
    return { items: await this.transactions.read(officeSide(by), (tx) => this.people.teams(tx, peopleInSight(by))) };
  }

  @ApiOperation({ summary: 'Make a team' })
  @Post()
  create(@By() by: SignedIn, @Body({ schema: NewTeam }) team: NewTeam): Promise<{ id: string }> {
    return this.keepTeams.create(by, team);
  }

  @ApiOperation({ summary: 'Change a team’s name, calendar or lead' })
  @Patch(':id')
  edit(@By() by: SignedIn, @Param('id', { schema: Id }) id: string, @Seen() seen: number, @Body({ schema: TeamPatch }) patch: TeamPatch): Promise<object> {
    return this.keepTeams.edit(by, id, seen, patch);
  }
}
