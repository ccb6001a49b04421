import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { realDate } from '../../../libs/clock/real-time.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../../libs/http/forms.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { isOfOffice, mayManagePeople, peopleInSight } from '../accounts.policy.js';
import { doneToast } from '../done.js';
import { page } from '../../../libs/http/page-answer.js';
import { DisablePerson } from './disable-person.js';
import { EditPerson } from './edit-person.js';
import { InvitePerson } from './invite-person.js';
import { OfficeLists } from './office-lists.js';
import { Id, Invitation, PeopleQuery, PersonPatch } from './people.dto.js';
import { PeopleQueries, type PersonLine } from './people.queries.js';
import { PeoplePage } from './people.view.js';
import { InvitePage, PersonPage, type PersonTyped } from './person.view.js';

/** The administrator's pages of people; others see who is in their team. */
@ApiExcludeController()
@Controller('people')
export class PeoplePages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly people: PeopleQueries,
    private readonly lists: OfficeLists,
    private readonly invitePerson: InvitePerson,
    private readonly editPerson: EditPerson,
    private readonly disablePerson: DisablePerson,
  ) {}

  @Get()
  async list(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() { done, ...asked }: Record<string, unknown>): Promise<void> {
    if (!isOfOffice(by)) throw new NotFound();
    const { t } = request;
    const query = judgeInput(PeopleQuery, asked);
    const sight = peopleInSight(by);
    const [people, teams] = await this.transactions.read(by, async (tx) => [await this.people.list(tx, sight, query), await this.people.teams(tx, sight)] as const);
    page(reply, this.frame.office(request, { title: t('accounts.people.title'), current: '/people', toast: doneToast(t, done) },
      <PeoplePage t={t} now={realDate()} people={people} teams={teams} calendars={this.lists.calendars} languages={this.lists.languages} query={query} manages={mayManagePeople(by)} all={sight.all} />));
  }

  @Get('new')
  new(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.showInvitation(by, request, reply, { roles: [], languages: [] }, NO_FAULTS);
  }

  @Post()
  async invite(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const typed = typedPerson(form);
    try {
      await this.invitePerson.run(by, judgeInput(Invitation, typed));
    } catch (fault) {
      return this.showInvitation(by, request, reply, typed, formFaults(fault, request.t));
    }
    seeOther(reply, '/people?done=invited');
  }

  @Get(':id')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Query('done') done?: unknown): Promise<void> {
    return this.showPerson(by, request, reply, id, { done });
  }

  @Post(':id')
  async edit(
    @By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Seen() seen: number, @Body() form?: PostedForm,
  ): Promise<void> {
    const { email: _email, ...typed } = typedPerson(form);
    try {
      await this.editPerson.run(by, id, seen, judgeInput(PersonPatch, typed));
    } catch (fault) {
      return this.showPerson(by, request, reply, id, { typed, seen, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, '/people?done=saved');
  }

  @Post(':id/:deed')
  async access(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Param('deed') deed: string): Promise<void> {
    const deeds: Record<string, [string, () => Promise<unknown>]> = {
      'invite': ['invited-again', () => this.invitePerson.again(by, id)],
      'revoke-invitation': ['invitation-revoked', () => this.invitePerson.revoke(by, id)],
      'disable': ['disabled', () => this.disablePerson.run(by, id)],
      'enable': ['enabled', () => this.disablePerson.undo(by, id)],
      'end-sessions': ['sessions-ended', () => this.disablePerson.endSessions(by, id)],
    };
    const [done, run] = (Object.hasOwn(deeds, deed) ? deeds[deed] : undefined) ?? [];
    if (!done || !run) throw new NotFound();
    try {
      await run();
    } catch (fault) {
      return this.showPerson(by, request, reply, id, { faults: formFaults(fault, request.t) });
    }
    seeOther(reply, `/people/${id}?done=${done}`);
  }

  private async showInvitation(by: SignedIn, request: FastifyRequest, reply: FastifyReply, typed: PersonTyped, faults: FormFaults): Promise<void> {
    if (!mayManagePeople(by)) throw new Forbidden();
    const { t } = request;
    const teams = await this.transactions.read(by, (tx) => this.people.teams(tx, { all: true }));
    page(reply, this.frame.office(request, { title: t('accounts.person.invite-title'), current: '/people', faulty: faults.summary.length > 0 },
      <InvitePage t={t} action="/people" hidden={{ once: newId() }} typed={typed} faults={faults} teams={teams} languages={this.lists.languages} inviting />), faults.status);
  }

  private async showPerson(
    by: SignedIn, request: FastifyRequest, reply: FastifyReply, id: string,
    { typed, seen, faults = NO_FAULTS, done }: { typed?: PersonTyped; seen?: number; faults?: FormFaults; done?: unknown },
  ): Promise<void> {
    if (!mayManagePeople(by)) throw new NotFound();
    const { t } = request;
    const [person, teams] = await this.transactions.read(by, async (tx) => [await this.people.person(tx, id), await this.people.teams(tx, { all: true })] as const);
    if (!person || person.organisationId !== null) throw new NotFound();
    page(reply, this.frame.office(request, { title: person.name, current: '/people', faulty: faults.summary.length > 0, toast: doneToast(t, done) },
      <PersonPage t={t} person={person} now={realDate()} oneself={person.id === by.personId} action={`/people/${id}`} hidden={{ version: seen ?? person.version }}
        typed={typed ?? shown(person)} faults={faults} teams={teams} languages={this.lists.languages} inviting={false} />), faults.status);
  }
}

const shown = ({ name, roles, teamId, language, languages, phone }: PersonLine): PersonTyped => ({ name, roles, teamId, language, languages, phone });

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The form as it was posted; an empty choice is none, an empty list is an empty list. */
function typedPerson(form: PostedForm | undefined): PersonTyped {
  const { email, name, roles, teamId, language, languages, phone } = formFields(form);
  return { email: text(email), name: text(name), roles: many(roles), teamId: text(teamId) ?? null, language: text(language), languages: many(languages), phone: text(phone) ?? null };
}
