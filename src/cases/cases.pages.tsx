import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { formFields } from '../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../libs/http/forms.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../libs/http/reader.js';
import { judgeInput } from '../../libs/http/validation.js';
import { ErrorSummary } from '../../libs/ui/form/error-summary.js';
import { CasePages, type CaseRequest, type Draw } from './case-pages.js';
import { caseChange, caseId, noteInput, openingReason } from './cases.dto.js';
import { may, type OpeningReason } from './cases.policy.js';
import { ChangeCase } from './change-case.js';
import { DetailsForm, type DetailsTyped, NoteForm, Restriction } from './details.view.js';
import { readReference } from '../../config/reference.js';
import { RestrictCase } from './restrict-case.js';
import { WriteNote } from './write-note.js';

const reason = openingReason.optional();

/** The file itself, its notes and who may see it, as pages. */
@ApiExcludeController()
@Controller('cases/:id')
export class CasesPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly pages: CasePages,
    private readonly change: ChangeCase,
    private readonly note: WriteNote,
    private readonly restrict: RestrictCase,
  ) {}

  @Get('details')
  details(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string,
    @Query('reason', { schema: reason }) why?: OpeningReason, @Query('done') done?: unknown): Promise<void> {
    const asked = { by, request, reply, caseId: id, reason: why, done };
    return this.pages.show(asked, 'details', this.drawDetails(asked), { forms: true });
  }

  @Post('details')
  correct(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const typed = typedDetails(form);
    return this.pages.attempt(asked, () => this.change.run(by, id, judgeInput(caseChange, typed), seen),
      { part: 'details', done: 'saved', draw: this.drawDetails(asked, typed), forms: true });
  }

  @Get('notes')
  writing(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.show(asked, 'overview', drawNote(asked), { forms: true });
  }

  @Post('notes')
  write(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const { body } = formFields(form);
    return this.pages.attempt(asked, () => this.note.run(by, id, judgeInput(noteInput, { body })),
      { part: 'overview', done: 'noted', draw: drawNote(asked, typeof body === 'string' ? body : null), forms: true });
  }

  @Post('restriction')
  hide(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const restricted = formFields(form).restricted === 'true';
    return this.pages.attempt(asked, () => this.restrict.run(by, id, restricted, seen),
      { part: 'overview', done: restricted ? 'restricted' : 'unrestricted', draw: this.drawDetails(asked), forms: true });
  }

  private drawDetails({ by, request: { t } }: CaseRequest, typed?: DetailsTyped): Draw {
    return (sheet) => (
      <>
        <DetailsForm {...sheet} t={t} reference={this.reference} typed={typed ?? { ...sheet.file }} />
        <Restriction t={t} file={sheet.file} once={sheet.once} mayRestrict={may(by, sheet.file.restricted ? 'lift_restriction' : 'restrict', sheet.file) === 'yes'} />
      </>
    );
  }
}

const drawNote = ({ request: { t }, caseId: id }: CaseRequest, typed: string | null = null): Draw => ({ once, faults }) => (
  <><ErrorSummary faults={faults.summary} /><NoteForm t={t} caseId={id} once={once} typed={typed} faults={faults} /></>
);

/** A form says nothing of an unticked box or an emptied field; for the file that is « none ». */
function typedDetails(form: PostedForm | undefined): DetailsTyped {
  const { languages, urgencies, borough = null, address = null, housing = null, provinceArrivalOn = null, movedInOn = null, ...fields } = formFields(form);
  return { ...fields, languages: many(languages), urgencies: many(urgencies), borough, address, housing, provinceArrivalOn, movedInOn };
}
