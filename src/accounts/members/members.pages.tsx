import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { realDate } from '../../../libs/clock/real-time.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Frame } from '../../frame/frame.js';
import { mayKeepMembers, maySeeMembers } from '../accounts.policy.js';
import { doneToast } from '../done.js';
import { officeSide } from '../office-side.js';
import { page } from '../../../libs/http/page-answer.js';
import { Id } from '../people/people.dto.js';
import { ForOrganisations } from '../public.js';
import { admit } from './admit.js';
import { DisableMember } from './disable-member.js';
import { EditMember } from './edit-member.js';
import { InviteMember } from './invite-member.js';
import { InviteMemberPage, MemberPage, type MemberTyped } from './member.view.js';
import { MemberInvitation, MemberPatch, MembersQuery } from './members.dto.js';
import { MembersQueries } from './members.queries.js';
import type { OrganisationName } from './members.store.js';
import { MembersPage } from './members.view.js';

/** One request for a page of an organisation's people: whose they are, and the address under which the pages stand. */
interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly organisationId: string;
  readonly base: string;
}

/** An organisation's people: its coordinators keep them as their own, the office under the organisation's address. */
@ApiExcludeController()
@ForOrganisations()
@Controller(['my-organisation/members', 'organisations/:organisationId/members'])
export class MembersPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly members: MembersQueries,
    private readonly inviteMember: InviteMember,
    private readonly editMember: EditMember,
    private readonly disableMember: DisableMember,
  ) {}

  @Get()
  async list(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() { done, ...given }: Record<string, unknown>): Promise<void> {
    const asked = askedOf(by, request, reply);
    const query = judgeInput(MembersQuery, given);
    const { t } = request;
    const { organisation, found } = await this.look(asked, (tx) => this.members.list(tx, asked.organisationId, query));
    this.answer(asked, { title: t('accounts.members.title'), done },
      <MembersPage t={t} now={realDate()} base={asked.base} organisation={organisation.name} members={found} query={query} keeps={mayKeepMembers(by, asked.organisationId)} />);
  }

  @Get('new')
  new(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.showInvitation(askedOf(by, request, reply), {}, NO_FAULTS);
  }

  @Post()
  async invite(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const asked = askedOf(by, request, reply);
    const typed = formFields(form);
    try {
      await this.inviteMember.run(by, asked.organisationId, judgeInput(MemberInvitation, typed));
    } catch (fault) {
      return this.showInvitation(asked, typed, formFaults(fault, request.t));
    }
    seeOther(reply, `${asked.base}?done=invited`);
  }

  @Get(':id')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Query('done') done?: unknown): Promise<void> {
    return this.showMember(askedOf(by, request, reply), id, { done });
  }

  @Post(':id')
  async edit(
    @By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Seen() seen: number, @Body() form?: PostedForm,
  ): Promise<void> {
    const asked = askedOf(by, request, reply);
    const typed = formFields(form);
    try {
      await this.editMember.run(by, asked.organisationId, id, { seen, patch: judgeInput(MemberPatch, typed) });
    } catch (fault) {
      return this.showMember(asked, id, { typed, seen, faults: formFaults(fault, request.t) });
    }
    // Whoever gave their own coordination up has nothing more to do here.
    seeOther(reply, id === by.personId && typed['role'] === 'member' ? '/' : `${asked.base}?done=saved`);
  }

  @Post(':id/:deed')
  async access(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: Id }) id: string, @Param('deed') deed: string): Promise<void> {
    const asked = askedOf(by, request, reply);
    const deeds: Record<string, [string, () => Promise<unknown>]> = {
      'invite': ['invited-again', () => this.inviteMember.again(by, asked.organisationId, id)],
      'revoke-invitation': ['invitation-revoked', () => this.inviteMember.revoke(by, asked.organisationId, id)],
      'disable': ['disabled', () => this.disableMember.run(by, asked.organisationId, id)],
      'enable': ['enabled', () => this.disableMember.undo(by, asked.organisationId, id)],
    };
    const [done, run] = (Object.hasOwn(deeds, deed) ? deeds[deed] : undefined) ?? [];
    if (!done || !run) throw new NotFound();
    try {
      await run();
    } catch (fault) {
      return this.showMember(asked, id, { faults: formFaults(fault, request.t) });
    }
    seeOther(reply, `${asked.base}/${id}?done=${done}`);
  }

  private async showInvitation(asked: Asked, typed: MemberTyped, faults: FormFaults): Promise<void> {
    const { by, organisationId, base, request: { t } } = asked;
    admit(mayKeepMembers, by, organisationId);
    const { organisation } = await this.look(asked, async () => null);
    this.answer(asked, { title: t('accounts.members.invite-title'), faults },
      <InviteMemberPage t={t} base={base} organisation={organisation.name} hidden={{ once: newId() }} typed={{ language: organisation.language, ...typed }} faults={faults} />);
  }

  private async showMember(
    asked: Asked, id: string, { typed, seen, faults = NO_FAULTS, done }: { typed?: MemberTyped; seen?: number; faults?: FormFaults; done?: unknown },
  ): Promise<void> {
    const { by, organisationId, base, request: { t } } = asked;
    admit(mayKeepMembers, by, organisationId);
    const { organisation, found: member } = await this.look(asked, (tx) => this.members.one(tx, organisationId, id));
    if (!member) throw new NotFound();
    this.answer(asked, { title: member.name, faults, done },
      <MemberPage t={t} base={base} organisation={organisation.name} now={realDate()} member={member} oneself={member.id === by.personId}
        hidden={{ version: seen ?? member.version }} typed={typed ?? member} faults={faults} />);
  }

  /** What the page is about, for those who may see it. */
  private async look<T>({ by, organisationId }: Asked, question: (tx: Tx) => Promise<T>): Promise<{ organisation: OrganisationName; found: T }> {
    admit(maySeeMembers, by, organisationId);
    return this.transactions.read(officeSide(by), async (tx) => {
      const organisation = await this.members.organisation(tx, organisationId);
      if (!organisation) throw new NotFound();
      return { organisation, found: await question(tx) };
    });
  }

  private answer({ request, reply, by, base }: Asked, { title, faults = NO_FAULTS, done }: { title: string; faults?: FormFaults; done?: unknown }, content: VNode): void {
    page(reply, this.frame.office(request, {
      title, current: by.organisationId === null ? '/organisations' : base, faulty: faults.summary.length > 0, toast: doneToast(request.t, done),
    }, content), faults.status);
  }
}

/** Under `/my-organisation` it is one's own; the office has none. */
function askedOf(by: SignedIn, request: FastifyRequest, reply: FastifyReply): Asked {
  const { organisationId: named } = request.params as { organisationId?: string };
  if (named === undefined) {
    if (by.organisationId === null) throw new NotFound();
    return { by, request, reply, organisationId: by.organisationId, base: '/my-organisation/members' };
  }
  const organisationId = judgeInput(Id, named);
  return { by, request, reply, organisationId, base: `/organisations/${organisationId}/members` };
}
