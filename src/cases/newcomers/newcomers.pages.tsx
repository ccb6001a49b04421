import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFields } from '../../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../../libs/http/forms.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { CasePages, type CaseRequest, type Draw } from '../case-pages.js';
import { caseId, id as identity, openingReason } from '../cases.dto.js';
import type { OpeningReason } from '../cases.policy.js';
import { readReference } from '../../../config/reference.js';
import { AddNewcomer } from './add-newcomer.js';
import { ChangeHead } from './change-head.js';
import { ChangeNewcomer } from './change-newcomer.js';
import { HouseholdPage } from './household.view.js';
import { LeaveForm, NewcomerForm } from './newcomer-form.view.js';
import { headInput, newcomerChange, newcomerInput } from './newcomers.dto.js';
import { RemoveNewcomer } from './remove-newcomer.js';

/** The people of a household as pages. */
@ApiExcludeController()
@Controller('cases/:id')
export class NewcomersPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly pages: CasePages,
    private readonly add: AddNewcomer,
    private readonly change: ChangeNewcomer,
    private readonly remove: RemoveNewcomer,
    private readonly head: ChangeHead,
  ) {}

  @Get('newcomers')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string,
    @Query('reason', { schema: openingReason.optional() }) reason?: OpeningReason, @Query('done') done?: unknown): Promise<void> {
    const asked = { by, request, reply, caseId: id, reason, done };
    return this.pages.show(asked, 'newcomers', drawHousehold(asked));
  }

  @Get('newcomers/new')
  joining(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.show(asked, 'newcomers', this.drawForm(asked), { forms: true });
  }

  @Post('newcomers')
  join(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const typed = typedNewcomer(form);
    return this.pages.attempt(asked, () => this.add.run(by, id, judgeInput(newcomerInput, typed)), { part: 'newcomers', done: 'joined', draw: this.drawForm(asked, typed), forms: true });
  }

  @Get('newcomers/:newcomerId')
  correcting(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('newcomerId', { schema: identity }) who: string): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.show(asked, 'newcomers', this.drawForm(asked, undefined, who), { forms: true });
  }

  @Post('newcomers/:newcomerId')
  correct(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('newcomerId', { schema: identity }) who: string,
    @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const typed = typedNewcomer(form);
    return this.pages.attempt(asked, () => this.change.run(by, id, who, judgeInput(newcomerChange, typed), seen), { part: 'newcomers', done: 'saved', draw: this.drawForm(asked, typed, who), forms: true });
  }

  @Post('newcomers/:newcomerId/leave')
  leave(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('newcomerId', { schema: identity }) who: string, @Seen() seen: number): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.attempt(asked, () => this.remove.run(by, id, who, seen), { part: 'newcomers', done: 'left', draw: this.drawForm(asked, undefined, who), forms: true });
  }

  @Post('head')
  lead(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.attempt(asked, () => this.head.run(by, id, judgeInput(headInput, formFields(form)).newcomerId, seen), { part: 'newcomers', done: 'head', draw: drawHousehold(asked) });
  }

  private drawForm({ request: { t }, caseId: file }: CaseRequest, typed?: Readonly<Record<string, unknown>>, who?: string): Draw {
    return (sheet) => {
      const newcomer = sheet.household.newcomers.find(({ id }) => id === who);
      if (who && !newcomer) throw new NotFound();
      return (
        <>
          <NewcomerForm {...sheet} t={t} reference={this.reference} typed={typed ?? { ...newcomer }} newcomer={newcomer} />
          {newcomer && !newcomer.head && newcomer.leftOn === null && <LeaveForm t={t} caseId={file} newcomer={newcomer} once={sheet.once} />}
        </>
      );
    };
  }
}

const drawHousehold = ({ request: { t } }: CaseRequest): Draw => (sheet) => <HouseholdPage {...sheet} t={t} />;

const SPOKEN: Record<string, boolean> = { true: true, false: false };

/** A form says nothing of what was left empty; for a person that is « not known ». */
function typedNewcomer(form: PostedForm | undefined): Record<string, unknown> {
  const { languages, familyName = '', gender = null, birthOn = null, speaksFrench, speaksEnglish, immigrationStatus = null, ...fields } = formFields(form);
  return { ...fields, familyName, gender, birthOn, immigrationStatus, languages: many(languages), speaksFrench: SPOKEN[String(speaksFrench)] ?? null, speaksEnglish: SPOKEN[String(speaksEnglish)] ?? null };
}
