import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import type { PostedForm } from '../../libs/http/forms.js';
import { Forbidden, NotFound } from '../../libs/http/refusal.js';
import { By, MaybeSeen, type SignedIn } from '../../libs/http/reader.js';
import { judgeInput } from '../../libs/http/validation.js';
import type { Translate } from '../../libs/i18n/translate.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { type Colleague, People } from '../accounts/accounts.door.js';
import { type Act, type CaseFacts, CaseFiles, CLOSE_REASONS, may } from '../cases/cases.door.js';
import { AssignCases, mayOwn } from './assign-cases.js';
import { AssignPage, ClosePage, HandOverPage, PlanPage, ReopenPage } from './case-forms.view.js';
import { CloseCase } from './close-case.js';
import { DeedPages, type Drawn, type FormRequest, type Sheet } from './deed-pages.js';
import { accepting, assigning, closing, handingOver, id, reopening } from './follow-ups.dto.js';
import { mayHandOver } from './follow-ups.policy.js';
import { FollowUpsQueries } from './follow-ups.queries.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { HandOver } from './hand-over.js';
import { Protocols } from './protocols.js';
import { ReopenCase } from './reopen-case.js';
import { previewOf, ReplanCase } from './replan-case.js';
import { TakeUp } from './take-up.js';

/** The forms that concern a case as a whole, as pages that need no script. */
@ApiExcludeController()
@Controller('cases/:id')
export class CaseDeedPages {
  constructor(
    private readonly pages: DeedPages,
    private readonly files: CaseFiles,
    private readonly people: People,
    private readonly store: FollowUpsStore,
    private readonly takeUp: TakeUp,
    private readonly protocols: Protocols,
    private readonly close: CloseCase,
    private readonly reopen: ReopenCase,
    private readonly assign: AssignCases,
    private readonly replan: ReplanCase,
  ) {}

  @Get('close')
  showClose(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.closeForm(caseId, request.t));
  }

  @Post('close')
  doClose(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.closeForm(caseId, request.t), async (fields) => {
      const { reason, opening } = judgeInput(closing, fields);
      await this.close.run(by, caseId, reason, { seen, reason: opening });
      return { home: `/cases/${caseId}` };
    });
  }

  @Get('reopen')
  showReopen(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.reopenForm(caseId, request.t));
  }

  @Post('reopen')
  doReopen(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.reopenForm(caseId, request.t), async (fields) => {
      const { reason, opening, arrivalOn } = judgeInput(reopening, fields);
      await this.reopen.run(by, caseId, reason, { seen, reason: opening, arrived: arrivalOn ? { arrivalOn } : undefined });
      return { home: `/cases/${caseId}` };
    });
  }

  @Get('assign')
  showAssign(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.assignForm(caseId, request.t));
  }

  @Post('assign')
  doAssign(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.assignForm(caseId, request.t), async (fields) => {
      const { ownerId, opening } = judgeInput(assigning, fields);
      await this.assign.run(by, [caseId], ownerId, { reason: opening });
      return { home: `/cases/${caseId}` };
    });
  }

  @Get('plan')
  showPlan(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.planForm(caseId, request.t));
  }

  @Post('plan')
  doPlan(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.planForm(caseId, request.t), async (fields) => {
      await this.replan.accept(by, caseId, judgeInput(accepting, fields).digest);
      return { home: `/cases/${caseId}` };
    });
  }

  private closeForm(caseId: string, t: Translate) {
    return async (tx: Tx): Promise<Drawn> => {
      const { file, asksWhy } = await this.admit(tx, caseId, may(tx.by, 'edit', await this.files.facts(tx, caseId, 'glimpse')) === 'yes' ? 'edit' : 'close_unreached');
      const unreached = may(tx.by, 'close_unreached', file) !== 'no';
      const edits = may(tx.by, 'edit', file) === 'yes';
      const reasons = CLOSE_REASONS.filter((reason) => (reason === 'unreached' ? unreached && file.state === 'open' : edits && (reason === 'did_not_arrive') === (file.state === 'expected')));
      const scheduled = (await this.store.scheduledOf(tx, [caseId])).length;
      return this.drawn(file, t, 'close', (sheet) => <ClosePage sheet={sheet} file={file} asksWhy={asksWhy} reasons={reasons} scheduled={scheduled} />);
    };
  }

  private reopenForm(caseId: string, t: Translate) {
    return async (tx: Tx): Promise<Drawn> => {
      const { file, asksWhy } = await this.admit(tx, caseId, 'edit');
      return this.drawn(file, t, 'reopen', (sheet) => <ReopenPage sheet={sheet} file={file} asksWhy={asksWhy} />);
    };
  }

  private assignForm(caseId: string, t: Translate) {
    return async (tx: Tx): Promise<Drawn> => {
      const { file, asksWhy } = await this.admit(tx, caseId, 'reassign');
      const { colleagues, teams } = await candidates(tx, this.people);
      return this.drawn(file, t, 'assign', (sheet) => <AssignPage sheet={sheet} file={file} asksWhy={asksWhy} colleagues={colleagues} teams={teams} />);
    };
  }

  private planForm(caseId: string, t: Translate) {
    return async (tx: Tx): Promise<Drawn> => {
      const atHand = await this.takeUp.look(tx, caseId);
      const { file, hands } = atHand;
      if (file.state === 'closed') throw new NotFound();
      const previewed = previewOf(atHand, tx.at);
      return this.drawn(file, t, 'plan', (sheet) => (
        <PlanPage sheet={sheet} file={file} previewed={previewed} mayAccept={hands.includes('owner')} name={(code) => this.protocols.nameOf(code, t.language)} />
      ));
    };
  }

  private drawn(file: CaseFacts, t: Translate, deed: string, view: (sheet: Sheet) => VNode): Drawn {
    return { title: t(`follow-ups.${deed}.title`), version: file.version, home: `/cases/${file.id}`, view };
  }

  /** Lets the form be seen by whoever may do its deed, if they say why or not. */
  private async admit(tx: Tx, caseId: string, act: Act): Promise<{ file: CaseFacts; asksWhy: boolean }> {
    const file = await this.files.facts(tx, caseId, act, { reason: 'supervision' });
    return { file, asksWhy: may(tx.by, act, file) === 'with_reason' };
  }
}

/** Handing over everything that somebody owes, as a page. */
@ApiExcludeController()
@Controller('hand-over/:id')
export class HandOverPages {
  constructor(
    private readonly pages: DeedPages,
    private readonly people: People,
    private readonly queries: FollowUpsQueries,
    private readonly handOver: HandOver,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) personId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.form(personId, request.t));
  }

  @Post()
  run(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) personId: string, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.form(personId, request.t), async (fields) => {
      const { ownerId } = judgeInput(handingOver, fields);
      await this.handOver.run(by, personId, ownerId === 'team' ? null : ownerId);
      return { home: `/hand-over/${personId}` };
    });
  }

  private form(personId: string, t: Translate) {
    return async (tx: Tx): Promise<Drawn> => {
      const person = await this.people.byId(tx, personId);
      if (!person) throw new NotFound();
      if (!mayHandOver(tx.by, person.teamId)) throw new Forbidden();
      const count = (await this.queries.ownedBy(tx, personId)).length;
      const { colleagues, teams } = await candidates(tx, this.people);
      const view = (sheet: Sheet): VNode => <HandOverPage sheet={sheet} person={person} count={count} colleagues={colleagues} teams={teams} />;
      return { title: t('follow-ups.hand-over.title', { name: person.name }), home: `/hand-over/${personId}`, view };
    };
  }
}

function asked(by: SignedIn, request: FastifyRequest, reply: FastifyReply, form: PostedForm | undefined): FormRequest {
  return { by, request, reply, next: form?.['next'], form };
}

/** Everybody who can own cases, team by team. */
async function candidates(tx: Tx, people: People): Promise<{ colleagues: Colleague[]; teams: ReadonlyMap<string, string> }> {
  const teams = await people.teams(tx);
  const colleagues: Colleague[] = [];
  for (const { id: teamId } of teams) colleagues.push(...(await people.ofTeam(tx, teamId)).filter(mayOwn));
  return { colleagues, teams: new Map(teams.map((team) => [team.id, team.name])) };
}
