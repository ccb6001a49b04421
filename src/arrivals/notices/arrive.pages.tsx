import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, formFields, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { Refusal } from '../../../libs/http/refusal.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { CaseFiles, OfficeDay } from '../../cases/cases.door.js';
import { CloseCase } from '../../follow-ups/follow-ups.door.js';
import { Frame } from '../../frame/frame.js';
import { arrivedInput } from '../arrivals.dto.js';
import { Typed } from '../../../libs/http/typed.js';
import { ArrivePage } from './arrive.view.js';
import { ConfirmArrival } from './confirm-arrival.js';

const caseId = z.uuid();

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly id: string;
}

/** The form that an expected household waits for. */
@ApiExcludeController()
@Controller('cases/:id')
export class ArrivePages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly day: OfficeDay,
    private readonly confirmArrival: ConfirmArrival,
    private readonly closeCase: CloseCase,
  ) {}

  @Get('arrive')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string): Promise<void> {
    return this.draw({ by, request, reply, id });
  }

  @Post('arrive')
  arrive(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    const { arrivalOn, arrivalTime } = formFields(form);
    return this.attempt({ by, request, reply, id }, 'arrived', () => this.confirmArrival.run(by, id, judgeInput(arrivedInput, { arrivalOn, arrivalTime }), seen), new Typed({ arrivalOn, arrivalTime }));
  }

  @Post('not-arrived')
  notArrived(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @MaybeSeen() seen?: number): Promise<void> {
    return this.attempt({ by, request, reply, id }, 'not-arrived', () => this.closeCase.run(by, id, 'did_not_arrive', { seen }));
  }

  private async attempt(asked: Asked, done: string, deed: () => Promise<unknown>, typed?: Typed): Promise<void> {
    try {
      await deed();
    } catch (fault) {
      return this.draw(asked, typed, formFaults(fault, asked.request.t));
    }
    seeOther(asked.reply, `/cases/${asked.id}?done=${done}`);
  }

  private async draw({ by, request, reply, id }: Asked, typed?: Typed, faults: FormFaults = NO_FAULTS): Promise<void> {
    const { t } = request;
    const { file, today } = await this.transactions.read(by, async (tx) => ({ file: await this.files.facts(tx, id, 'edit'), today: this.day.of(tx.at) }));
    if (file.state !== 'expected' && faults.status === 200) throw new Refusal('arrivals.not-expected', { state: file.state });
    const known = file.plannedArrivalOn && file.plannedArrivalOn <= today ? file.plannedArrivalOn : today;
    const content = <ArrivePage t={t} file={file} today={today} once={newId()} typed={typed ?? new Typed({ arrivalOn: known })} faults={faults} />;
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8')
      .send(this.frame.office(request, { title: t('arrivals.arrive.title'), current: '/cases', faulty: faults.summary.length > 0 }, content));
  }
}
