import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFields } from '../../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../../libs/http/forms.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { CasePages, type CaseRequest, type Draw } from '../case-pages.js';
import { caseId, id as identity } from '../cases.dto.js';
import { AddContactWay } from './add-contact-way.js';
import { ChangeContactWay } from './change-contact-way.js';
import { wayChange, wayInput } from './contact.dto.js';
import { ContactWayForm, ForgetWay, SAFE } from './contact-way-form.view.js';
import { RemoveContactWay } from './remove-contact-way.js';

/** The ways to reach a household as pages; the list stands with its people. */
@ApiExcludeController()
@Controller('cases/:id/contact-ways')
export class ContactPages {
  constructor(
    private readonly pages: CasePages,
    private readonly add: AddContactWay,
    private readonly change: ChangeContactWay,
    private readonly remove: RemoveContactWay,
  ) {}

  @Get('new')
  offering(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.show(asked, 'newcomers', drawForm(asked), { forms: true });
  }

  @Post()
  offer(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const typed = typedWay(form);
    return this.pages.attempt(asked, () => this.add.run(by, id, judgeInput(wayInput, typed)), { part: 'newcomers', done: 'way-added', draw: drawForm(asked, typed), forms: true });
  }

  @Get(':wayId')
  correcting(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('wayId', { schema: identity }) way: string): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.show(asked, 'newcomers', drawForm(asked, undefined, way), { forms: true });
  }

  @Post(':wayId')
  correct(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('wayId', { schema: identity }) way: string,
    @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const typed = typedWay(form);
    return this.pages.attempt(asked, () => this.change.run(by, id, way, judgeInput(wayChange, typed), seen), { part: 'newcomers', done: 'saved', draw: drawForm(asked, typed, way), forms: true });
  }

  @Post(':wayId/remove')
  forget(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('wayId', { schema: identity }) way: string, @Seen() seen: number): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.attempt(asked, () => this.remove.run(by, id, way, seen), { part: 'newcomers', done: 'way-removed', draw: drawForm(asked, undefined, way), forms: true });
  }
}

function drawForm({ request: { t }, caseId: file }: CaseRequest, typed?: Readonly<Record<string, unknown>>, which?: string): Draw {
  return (sheet) => {
    const way = sheet.household.contactWays.find(({ id }) => id === which);
    if (which && !way) throw new NotFound();
    return (
      <>
        <ContactWayForm {...sheet} t={t} typed={typed ?? { ...way }} way={way} />
        {way && <ForgetWay t={t} caseId={file} way={way} once={sheet.once} />}
      </>
    );
  };
}

/** What was ticked is safe, and nothing else. */
function typedWay(form: PostedForm | undefined): Record<string, unknown> {
  const { safe, preferred, newcomerId = null, codeWord = null, ...fields } = formFields(form);
  const ticks = many(safe);
  return { ...fields, ...Object.fromEntries(SAFE.map((each) => [each, ticks.includes(each)])), preferred: preferred !== undefined, newcomerId, codeWord };
}
