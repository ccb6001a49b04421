import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { mayManageTeams } from '../accounts.policy.js';
import { page } from '../../../libs/http/page-answer.js';
import { KeepTeams } from './keep-teams.js';
import { OfficeLists } from './office-lists.js';
import { Id, NewTeam, TeamPatch } from './people.dto.js';
import { PeopleQueries } from './people.queries.js';
import { TeamPage, type TeamPageProps } from './team.view.js';

type Typed = TeamPageProps['typed'];

/** The administrator's pages of teams. */
@ApiExcludeController()
@Controller('teams')
export class TeamsPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly people: PeopleQueries,
    private readonly lists: OfficeLists,
    private readonly keepTeams: KeepTeams,
  ) {}

  @Get('new')
  new(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.showNew(by, request, reply, {}, NO_FAULTS);
  }

  @Post()
  async create(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const fields = formFields(form);
    try {
      await this.keepTeams.create(by, judgeInput(NewTeam, fields));
    } catch (fault) {
      return this.showNew(by, request, reply, fields, formFaults(fault, request.t));
    }
    seeOther(reply, '/people?done=team-created');
  }

  @Get(':id')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.showTeam(by, request, reply, id, NO_FAULTS);
  }

  @Post(':id')
  async edit(
    @By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Seen() seen: number, @Body() form?: PostedForm,
  ): Promise<void> {
    const typed = { leadId: null, ...formFields(form) };
    try {
      await this.keepTeams.edit(by, id, seen, judgeInput(TeamPatch, typed));
    } catch (fault) {
      return this.showTeam(by, request, reply, id, formFaults(fault, request.t), { typed, seen });
    }
    seeOther(reply, '/people?done=saved');
  }

  private showNew(by: SignedIn, request: FastifyRequest, reply: FastifyReply, typed: Typed, faults: FormFaults): void {
    if (!mayManageTeams(by)) throw new Forbidden();
    const title = request.t('accounts.team.new');
    page(reply, this.frame.office(request, { title, current: '/people', faulty: faults.summary.length > 0 },
      <TeamPage t={request.t} title={title} action="/teams" hidden={{ once: newId() }} typed={typed} faults={faults} calendars={this.lists.calendars} leads={null} />), faults.status);
  }

  private async showTeam(by: SignedIn, request: FastifyRequest, reply: FastifyReply, id: string, faults: FormFaults, again?: { typed: Typed; seen: number }): Promise<void> {
    if (!mayManageTeams(by)) throw new NotFound();
    const [team, leads] = await this.transactions.read(by, async (tx) => [
      (await this.people.teams(tx, { all: false, teamId: id }))[0],
      await this.people.list(tx, { all: false, teamId: id }, { state: 'active', role: 'team_lead', limit: 200 }),
    ] as const);
    if (!team) throw new NotFound();
    page(reply, this.frame.office(request, { title: team.name, current: '/people', faulty: faults.summary.length > 0 },
      <TeamPage t={request.t} title={team.name} action={`/teams/${id}`} hidden={{ version: again?.seen ?? team.version }} typed={again?.typed ?? team} faults={faults}
        calendars={this.lists.calendars} leads={leads.items} />), faults.status);
  }
}
