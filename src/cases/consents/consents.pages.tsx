import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFields } from '../../../libs/http/form-faults.js';
import { many, type PostedForm, ticked } from '../../../libs/http/forms.js';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { CasePages, type CaseRequest, type Draw } from '../case-pages.js';
import { caseId, id as identity, openingReason } from '../cases.dto.js';
import { may, type OpeningReason } from '../cases.policy.js';
import { OfficeDay } from '../office-day.js';
import { readReference } from '../../../config/reference.js';
import { type ConsentInput, consentInput } from './consents.dto.js';
import { ConsentsPage, type ConsentTyped } from './consents.view.js';
import { RecordConsents } from './record-consents.js';
import { WithdrawConsent } from './withdraw-consent.js';

/** What a household agreed to, as a page. */
@ApiExcludeController()
@Controller('cases/:id/consents')
export class ConsentsPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly pages: CasePages,
    private readonly record: RecordConsents,
    private readonly withdraw: WithdrawConsent,
    private readonly day: OfficeDay,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string,
    @Query('reason', { schema: openingReason.optional() }) reason?: OpeningReason, @Query('done') done?: unknown,
    @Query('asks') agreed?: unknown, @Query('next') next?: unknown): Promise<void> {
    const asked = { by, request, reply, caseId: id, reason, done };
    return this.pages.show(asked, 'consents', this.draw(asked, { agreed: many(agreed), next }));
  }

  @Post()
  agree(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const { agreed, interpreted, next, ...fields } = formFields(form);
    const draw = this.draw(asked, { ...fields, agreed: many(agreed), interpreted, next });
    return this.pages.attempt(asked, () => this.record.run(by, id, inputsOf(fields, many(agreed), ticked(interpreted) || interpreted === '1')), { part: 'consents', done: 'agreed', draw, next });
  }

  @Post(':consentId/withdraw')
  takeBack(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Param('consentId', { schema: identity }) consent: string): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    return this.pages.attempt(asked, () => this.withdraw.run(by, id, consent), { part: 'consents', done: 'withdrawn', draw: this.draw(asked) });
  }

  private draw({ by, request: { t } }: CaseRequest, typed: ConsentTyped = {}): Draw {
    return (sheet) => (
      <ConsentsPage {...sheet} t={t} reference={this.reference} typed={typed} dayOf={(moment) => this.day.of(moment)} mayWithdraw={may(by, 'withdraw_consent', sheet.file) === 'yes'} />
    );
  }
}

/** One consent for each box that was ticked, with what the form asks once for all of them. */
function inputsOf(fields: Record<string, unknown>, agreed: readonly string[], interpreted: boolean): ConsentInput[] {
  if (agreed.length === 0) throw new InvalidInput([{ path: 'agreed', code: 'cases.faults.no-consent' }]);
  return agreed.map((pair) => {
    const [purpose, recipient] = pair.split(':');
    return judgeInput(consentInput, { ...fields, interpreted, purpose, recipient });
  });
}
