import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asCivilDate } from '../../libs/calendar/civil-date.js';
import { type ClockTime, instantOf } from '../../libs/calendar/zone.js';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import type { PostedForm } from '../../libs/http/forms.js';
import { By, MaybeSeen, type SignedIn } from '../../libs/http/reader.js';
import { Forbidden, Refusal } from '../../libs/http/refusal.js';
import { judgeInput } from '../../libs/http/validation.js';
import type { Translate } from '../../libs/i18n/translate.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { CasesQueries, isMinor, type NewcomerSheet, OfficeDay } from '../cases/cases.door.js';
import { BreachesStore } from './breaches.store.js';
import { ExplainPage, MovePage, UndoPage, WaivePage } from './checkpoint-forms.view.js';
import { CompleteCheckpoint } from './complete-checkpoint.js';
import { AttemptPage, CompletePage, type ContactFormProps } from './contact-form.view.js';
import { DeedPages, type Drawn, type FormRequest, type Sheet } from './deed-pages.js';
import { ExplainBreach } from './explain-breach.js';
import { completion, explaining, id, movingForm, newAttempt, undoing, waiving } from './follow-ups.dto.js';
import { mayExplain } from './follow-ups.policy.js';
import { FollowUpsQueries } from './follow-ups.queries.js';
import { LateReasons } from './late-reasons.js';
import { LookAtCheckpoint } from './look-at-checkpoint.js';
import { MoveCheckpoint } from './move-checkpoint.js';
import { OfficeCalendars } from './office-calendars.js';
import { Protocols } from './protocols.js';
import { RecordAttempt } from './record-attempt.js';
import { admitHands, type CheckpointAtHand, TakeUp } from './take-up.js';
import { UndoCheckpoint } from './undo-checkpoint.js';
import { WaiveCheckpoint } from './waive-checkpoint.js';
import type { VNode } from 'preact';

/** The forms of a checkpoint, as pages that need no script. */
@ApiExcludeController()
@Controller('checkpoints/:id')
export class CheckpointPages {
  constructor(
    private readonly pages: DeedPages,
    private readonly takeUp: TakeUp,
    private readonly protocols: Protocols,
    private readonly calendars: OfficeCalendars,
    private readonly households: CasesQueries,
    private readonly queries: FollowUpsQueries,
    private readonly day: OfficeDay,
    private readonly attempt: RecordAttempt,
    private readonly complete: CompleteCheckpoint,
    private readonly move: MoveCheckpoint,
    private readonly waive: WaiveCheckpoint,
    private readonly undo: UndoCheckpoint,
    private readonly looked: LookAtCheckpoint,
    private readonly explain: ExplainBreach,
    private readonly reasons: LateReasons,
    private readonly breaches: BreachesStore,
  ) {}

  @Get('attempt')
  showAttempt(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.contactForm(checkpointId, request.t, 'attempt', AttemptPage));
  }

  @Post('attempt')
  doAttempt(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.contactForm(checkpointId, request.t, 'attempt', AttemptPage), (fields) =>
      this.home(by, checkpointId, () => this.attempt.run(by, checkpointId, judgeInput(newAttempt, fields), seen)));
  }

  @Get('complete')
  showComplete(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.contactForm(checkpointId, request.t, 'complete', CompletePage));
  }

  @Post('complete')
  doComplete(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.contactForm(checkpointId, request.t, 'complete', CompletePage), ({ contact, ...fields }) =>
      this.home(by, checkpointId, () => {
        // A contact made before is chosen instead of the fields of a new one, which are there all the same.
        const body = judgeInput(completion, fields['contactId'] ? fields : { ...fields, contact });
        return this.complete.run(by, checkpointId, body, seen);
      }));
  }

  @Get('move')
  showMove(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.form(checkpointId, request.t, 'move', MovePage));
  }

  @Post('move')
  doMove(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.form(checkpointId, request.t, 'move', MovePage), (fields) =>
      this.home(by, checkpointId, () => {
        const { dueOn, dueTime = '17:00', ...why } = judgeInput(movingForm, fields);
        const dueAt = instantOf(asCivilDate(dueOn), dueTime as ClockTime, this.calendars.named(null).zone);
        return this.move.run(by, checkpointId, { dueAt, ...why }, seen);
      }));
  }

  @Get('waive')
  showWaive(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.form(checkpointId, request.t, 'waive', WaivePage));
  }

  @Post('waive')
  doWaive(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.form(checkpointId, request.t, 'waive', WaivePage), (fields) =>
      this.home(by, checkpointId, () => {
        const { reason, lateBecause } = judgeInput(waiving, fields);
        return this.waive.run(by, checkpointId, reason, seen, lateBecause);
      }));
  }

  @Get('undo')
  showUndo(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.form(checkpointId, request.t, 'undo', UndoPage));
  }

  @Post('undo')
  doUndo(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.form(checkpointId, request.t, 'undo', UndoPage), (fields) =>
      this.home(by, checkpointId, () => this.undo.run(by, checkpointId, judgeInput(undoing, fields).reason, seen)));
  }

  @Get('explain')
  showExplain(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Query('next') next?: unknown): Promise<void> {
    return this.pages.show({ by, request, reply, next }, this.explanation(checkpointId, request.t));
  }

  @Post('explain')
  doExplain(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.explanation(checkpointId, request.t), (fields) =>
      this.home(by, checkpointId, () => this.explain.run(by, checkpointId, judgeInput(explaining, fields).reason)));
  }

  /** One button, no form of its own: a refusal shows the attempt's form with what was said. */
  @Post('look')
  doLook(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.pages.attempt(asked(by, request, reply, form), this.contactForm(checkpointId, request.t, 'attempt', AttemptPage), () =>
      this.home(by, checkpointId, () => this.looked.run(by, checkpointId, seen)));
  }

  private async home(by: SignedIn, checkpointId: string, deed: () => Promise<unknown>): Promise<{ home: string }> {
    await deed();
    return { home: `/cases/${await this.takeUp.caseIdOf(by, checkpointId)}` };
  }

  private form(checkpointId: string, t: Translate, deed: string, View: (props: { sheet: Sheet; atHand: CheckpointAtHand; name: (code: string) => string; wanted: ReadonlySet<string> }) => VNode) {
    return async (tx: Tx): Promise<Drawn> => {
      const atHand = await this.takeUp.lookAt(tx, checkpointId);
      admitHands(atHand);
      const name = this.namer(t);
      const wanted = await this.reasons.wantedFor(tx, [atHand.checkpoint]);
      return { ...this.about(atHand, t, deed, name), view: (sheet) => <View sheet={sheet} atHand={atHand} name={name} wanted={wanted} /> };
    };
  }

  private contactForm(checkpointId: string, t: Translate, deed: string, View: (props: ContactFormProps & { sheet: Sheet }) => VNode) {
    return async (tx: Tx): Promise<Drawn> => {
      const atHand = await this.takeUp.lookAt(tx, checkpointId);
      admitHands(atHand);
      const household = await this.households.household(tx, atHand.file.id);
      const today = this.day.of(tx.at);
      const newcomers = household.newcomers.filter(({ leftOn }: NewcomerSheet) => leftOn === null);
      const members = newcomers.map((each) => ({ id: each.id, child: isMinor(each, today) }));
      const attempts = await this.queries.attempts(tx, atHand.file.id);
      const wanted = await this.reasons.wantedFor(tx, atHand.checkpoints.filter((each) => each === atHand.checkpoint || each.channel !== 'file'));
      const name = this.namer(t);
      return { ...this.about(atHand, t, deed, name), view: (sheet) => <View sheet={sheet} atHand={atHand} newcomers={newcomers} members={members} attempts={attempts} wanted={wanted} name={name} /> };
    };
  }

  /** Without a version: whatever else happens to a checkpoint, why it was late may be said. */
  private explanation(checkpointId: string, t: Translate) {
    return async (tx: Tx): Promise<Drawn> => {
      const atHand = await this.takeUp.lookAt(tx, checkpointId);
      if (!mayExplain(atHand.hands)) throw new Forbidden();
      const breach = await this.breaches.of(tx, checkpointId);
      if (!breach) throw new Refusal('follow-ups.no-breach', { state: atHand.checkpoint.state });
      const name = this.namer(t);
      return { ...this.about(atHand, t, 'explain', name), version: undefined, view: (sheet) => <ExplainPage sheet={sheet} atHand={atHand} name={name} before={breach.reason} /> };
    };
  }

  private about({ checkpoint, file }: CheckpointAtHand, t: Translate, deed: string, name: (code: string) => string) {
    return { title: t(`follow-ups.${deed}.title`, { name: name(checkpoint.code) }), version: checkpoint.version, home: `/cases/${file.id}` };
  }

  private namer(t: Translate): (code: string) => string {
    return (code) => this.protocols.nameOf(code, t.language);
  }
}

function asked(by: SignedIn, request: FastifyRequest, reply: FastifyReply, form: PostedForm | undefined): FormRequest {
  return { by, request, reply, next: form?.['next'], form };
}
