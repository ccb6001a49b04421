import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { doneAt, page } from '../../../libs/http/page-answer.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Frame } from '../../frame/frame.js';
import { Calendars } from '../calendars.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { id } from '../places/places.dto.js';
import { AgreementForm, EndForm, readAgreement, type TypedAgreement } from './agreement-form.view.js';
import { agreementChange, agreementInput } from './agreements.dto.js';
import { AgreementsStore } from './agreements.store.js';
import { ChangeAgreement } from './change-agreement.js';
import { EndAgreement } from './end-agreement.js';
import { MakeAgreement } from './make-agreement.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Making, changing and ending agreements on pages; they are listed where their organisation is. */
@ApiExcludeController()
@Controller()
export class AgreementsPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly store: AgreementsStore,
    private readonly calendars: Calendars,
    private readonly make: MakeAgreement,
    private readonly change: ChangeAgreement,
    private readonly end: EndAgreement,
  ) {}

  @Get('organisations/:organisationId/agreements/new')
  offering(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisationId: string): Promise<void> {
    return this.drawNew({ by, request, reply }, organisationId);
  }

  @Post('organisations/:organisationId/agreements')
  async agree(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisationId: string, @Body() form?: PostedForm): Promise<void> {
    const typed = formFields(form);
    try {
      await this.make.run(by, organisationId, judgeInput(agreementInput, readAgreement(typed)));
    } catch (fault) {
      return this.drawNew({ by, request, reply }, organisationId, typed, formFaults(fault, request.t));
    }
    seeOther(reply, doneAt(`/organisations/${organisationId}`, 'agreement-made'));
  }

  @Get('agreements/:id')
  changing(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) agreementId: string): Promise<void> {
    return this.drawOne({ by, request, reply }, agreementId);
  }

  @Post('agreements/:id')
  async amend(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) agreementId: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const typed = formFields(form);
    try {
      await this.change.run(by, agreementId, judgeInput(agreementChange, readAgreement(typed)), seen);
    } catch (fault) {
      return this.drawOne({ by, request, reply }, agreementId, { typed, seen, faults: formFaults(fault, request.t) });
    }
    await this.goBack({ by, request, reply }, agreementId, 'agreement-saved');
  }

  @Post('agreements/:id/end')
  async finish(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) agreementId: string, @Seen() seen: number): Promise<void> {
    try {
      await this.end.run(by, agreementId, seen);
    } catch (fault) {
      return this.drawOne({ by, request, reply }, agreementId, { seen, faults: formFaults(fault, request.t) });
    }
    await this.goBack({ by, request, reply }, agreementId, 'agreement-ended');
  }

  private async drawNew({ by, request, reply }: Asked, organisationId: string, typed?: TypedAgreement, faults: FormFaults = NO_FAULTS): Promise<void> {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    const { t } = request;
    const { organisation, services, today } = await this.transactions.read(by, async (tx) => ({
      organisation: await this.store.organisation(tx, organisationId), services: await this.store.servicesOf(tx, organisationId), today: this.calendars.today(tx.at),
    }));
    page(reply, this.frame.office(request, { title: t('organisations.agreements.new'), current: '/organisations', faulty: faults.summary.length > 0 }, (
      <>
        <PageHead title={t('organisations.agreements.new')} lead={organisation.name} />
        <AgreementForm t={t} action={`/organisations/${organisationId}/agreements`} hidden={{ once: newId() }} services={services} faults={faults} cancel={`/organisations/${organisationId}`}
          typed={typed ?? { startsOn: today, remindDays: 60 }} />
      </>
    )), faults.status);
  }

  private async drawOne({ by, request, reply }: Asked, agreementId: string, again: { readonly typed?: TypedAgreement; readonly seen?: number; readonly faults?: FormFaults } = {}): Promise<void> {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    const { t } = request;
    const { agreement, services } = await this.transactions.read(by, async (tx) => {
      const found = await this.store.named(tx, agreementId);
      return { agreement: found, services: await this.store.servicesOf(tx, found.organisationId) };
    });
    const { typed = { ...agreement }, seen = agreement.version, faults = NO_FAULTS } = again;
    page(reply, this.frame.office(request, { title: t('organisations.agreements.edit'), current: '/organisations', faulty: faults.summary.length > 0 }, (
      <div class="stack-8">
        <PageHead title={t('organisations.agreements.edit')} lead={agreement.organisationName} />
        <AgreementForm t={t} action={`/agreements/${agreementId}`} hidden={{ version: seen }} services={services} faults={faults} cancel={`/organisations/${agreement.organisationId}`} typed={typed} />
        {agreement.endedAt === null && <EndForm t={t} id={agreementId} version={agreement.version} />}
      </div>
    )), faults.status);
  }

  private async goBack({ by, reply }: Asked, agreementId: string, done: string): Promise<void> {
    const { organisationId } = await this.transactions.read(by, (tx) => this.store.named(tx, agreementId));
    seeOther(reply, doneAt(`/organisations/${organisationId}`, done));
  }
}
