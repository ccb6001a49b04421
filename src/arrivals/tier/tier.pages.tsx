import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, formFields, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles } from '../../cases/cases.door.js';
import { Frame } from '../../frame/frame.js';
import { tierDecision } from '../arrivals.dto.js';
import { DecideTier } from './decide-tier.js';
import { TierPage } from './tier.view.js';

const caseId = z.uuid();

/** The form in which a person has the last word on a tier. */
@ApiExcludeController()
@Controller('cases/:id/tier')
export class TierPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly decide: DecideTier,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string): Promise<void> {
    return this.draw(by, request, reply, id);
  }

  @Post()
  async settle(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const { confirmed, because } = formFields(form) as { confirmed?: string; because?: string };
    try {
      const { replan } = await this.decide.run(by, id, judgeInput(tierDecision, { confirmed, because: because || undefined }), seen);
      seeOther(reply, replan ? `/cases/${id}/plan` : `/cases/${id}?done=tier-confirmed`);
    } catch (fault) {
      await this.draw(by, request, reply, id, formFaults(fault, request.t), { confirmed, because });
    }
  }

  private async draw(by: SignedIn, request: FastifyRequest, reply: FastifyReply, id: string, faults: FormFaults = NO_FAULTS, typed: { confirmed?: string | undefined; because?: string | undefined } = {}): Promise<void> {
    const file = await this.transactions.read(by, (tx) => this.files.facts(tx, id, 'edit'));
    const { t } = request;
    const content = <TierPage t={t} file={file} once={newId()} typed={typed} faults={faults} />;
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8')
      .send(this.frame.office(request, { title: t('arrivals.decide.title'), current: '/cases', faulty: faults.summary.length > 0 }, content));
  }
}
