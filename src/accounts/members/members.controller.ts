import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { maySeeMembers } from '../accounts.policy.js';
import { officeSide } from '../office-side.js';
import { Id } from '../people/people.dto.js';
import { ForOrganisations } from '../public.js';
import { admit } from './admit.js';
import { DisableMember } from './disable-member.js';
import { EditMember } from './edit-member.js';
import { InviteMember } from './invite-member.js';
import { MemberInvitation, MemberPatch, MembersQuery } from './members.dto.js';
import { type MemberLine, MembersQueries } from './members.queries.js';

/** Who acts for an organisation. */
@ApiTags('accounts')
@ForOrganisations()
@Controller('api/organisations/:organisationId/members')
export class MembersController {
  constructor(
    private readonly transactions: Transactions,
    private readonly members: MembersQueries,
    private readonly inviteMember: InviteMember,
    private readonly editMember: EditMember,
    private readonly disableMember: DisableMember,
  ) {}

  @ApiOperation({ summary: 'List the people of an organisation' })
  @Get()
  list(@By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Query({ schema: MembersQuery }) query: MembersQuery): Promise<Keyset<MemberLine>> {
    admit(maySeeMembers, by, organisationId);
    return this.transactions.read(officeSide(by), async (tx) => {
      if (!(await this.members.organisation(tx, organisationId))) throw new NotFound();
      return this.members.list(tx, organisationId, query);
    });
  }

  @ApiOperation({ summary: 'Show one person of an organisation' })
  @Get(':id')
  async show(@By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Param('id', { schema: Id }) id: string): Promise<MemberLine> {
    admit(maySeeMembers, by, organisationId);
    const member = await this.transactions.read(officeSide(by), (tx) => this.members.one(tx, organisationId, id));
    if (!member) throw new NotFound();
    return member;
  }

  @ApiOperation({ summary: 'Invite somebody to act for an organisation; a mail brings them a one-time link' })
  @Post()
  invite(
    @By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Body({ schema: MemberInvitation }) invitation: MemberInvitation,
  ): Promise<{ id: string }> {
    return this.inviteMember.run(by, organisationId, invitation);
  }

  @ApiOperation({ summary: 'Change somebody’s role, name or language' })
  @Patch(':id')
  edit(
    @By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Param('id', { schema: Id }) id: string,
    @Seen() seen: number, @Body({ schema: MemberPatch }) patch: MemberPatch,
  ): Promise<object> {
    return this.editMember.run(by, organisationId, id, { seen, patch });
  }

  @ApiOperation({ summary: 'Invite again, with a new link' })
  @HttpCode(200)
  @Post(':id/invite')
  inviteAgain(@By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.inviteMember.again(by, organisationId, id);
  }

  @ApiOperation({ summary: 'Take an invitation back' })
  @HttpCode(200)
  @Post(':id/revoke-invitation')
  revokeInvitation(@By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.inviteMember.revoke(by, organisationId, id);
  }

  @ApiOperation({ summary: 'Close somebody’s account at once' })
  @HttpCode(200)
  @Post(':id/disable')
  disable(@By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.disableMember.run(by, organisationId, id);
  }

  @ApiOperation({ summary: 'Open a closed account again' })
  @HttpCode(200)
  @Post(':id/enable')
  enable(@By() by: SignedIn, @Param('organisationId', { schema: Id }) organisationId: string, @Param('id', { schema: Id }) id: string): Promise<object> {
    return this.disableMember.undo(by, organisationId, id);
  }
}
