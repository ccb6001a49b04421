import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { maySeePerson, peopleInSight } from '../accounts.policy.js';
import { officeSide } from '../office-side.js';
import { DisablePerson } from './disable-person.js';
import { EditPerson } from './edit-person.js';
import { InvitePerson } from './invite-person.js';
import { Id, Invitation, PeopleQuery, PersonPatch } from './people.dto.js';
import { PeopleQueries, type PersonLine } from './people.queries.js';

/** Who may come in, and as what. */
@ApiTags('accounts')
@Controller('api/people')
export class PeopleController {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleQueries,
    private readonly invitePerson: InvitePerson,
    private readonly editPerson: EditPerson,
    private readonly disablePerson: DisablePerson,
  ) {}

  @ApiOperation({ summary: 'List the people of the office whom you may see' })
  @Get()
  list(@By() by: SignedIn, @Query({ schema: PeopleQuery }) query: PeopleQuery): Promise<Keyset<PersonLine>> {
    return this.transactions.read(officeSide(by), (tx) => this.people.list(tx, peopleInSight(by), query));
  }

  @ApiOperation({ summary: 'Show one person' })
  @Get(':id')
  async show(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<PersonLine> {
    const person = await this.transactions.read(officeSide(by), (tx) => this.people.person(tx, id));
    if (!person || !maySeePerson(by, person)) throw new NotFound();
    return person;
  }

  @ApiOperation({ summary: 'Invite somebody; a mail brings them a one-time link' })
  @Post()
  invite(@By() by: SignedIn, @Body({ schema: Invitation }) invitation: Invitation): Promise<{ id: string }> {
    return this.invitePerson.run(by, invitation);
  }

  @ApiOperation({ summary: 'Change a person’s name, roles, team or languages' })
  @Patch(':id')
  edit(@By() by: SignedIn, @Param('id', { schema: Id }) id: string, @Seen() seen: number, @Body({ schema: PersonPatch }) patch: PersonPatch): Promise<object> {
    return this.editPerson.run(by, id, seen, patch);
  }

  @ApiOperation({ summary: 'Invite again, with a new link' })
  @HttpCode(200)
  @Post(':id/invite')
  inviteAgain(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.invitePerson.again(by, id);
  }

  @ApiOperation({ summary: 'Take an invitation back' })
  @HttpCode(200)
  @Post(':id/revoke-invitation')
  revokeInvitation(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.invitePerson.revoke(by, id);
  }

  @ApiOperation({ summary: 'Close an account at once' })
  @HttpCode(200)
  @Post(':id/disable')
  disable(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.disablePerson.run(by, id);
  }

  @ApiOperation({ summary: 'Open a closed account again' })
  @HttpCode(200)
  @Post(':id/enable')
  enable(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.disablePerson.undo(by, id);
  }

  @ApiOperation({ summary: 'Sign a person out everywhere' })
  @HttpCode(200)
  @Post(':id/end-sessions')
  endSessions(@By() by: SignedIn, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.disablePerson.endSessions(by, id);
  }
}
