import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, formFields, NO_FAULTS } from '../../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../../libs/http/forms.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { statement } from '../../../libs/sql/sql.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { type FoundService, SearchServices, servicesSearch } from '../../organisations/organisations.door.js';
import { manyInput, mayRefer, MOST_CASES, ReferMany } from '../../referrals/referrals.door.js';
import { ChosenCases } from '../chosen-cases.js';
import { id } from '../desk.dto.js';
import { SIGHT, SIGHT_VALUES, sightSql, sightValues } from '../sight.js';
import { ManyPage, type ManyForm, ManyResults, type NamedCase } from './many.view.js';

/** Names of the cases that the reader may read whole; $1–$8 how much they may see, $9 which. */
const NAMED = statement('desk.cases-named', `
  select c.id, c.number, c.lead_name as "leadName", c.size from desk_cases c
  where c.id = any($${SIGHT_VALUES + 1}::uuid[]) and ${sightSql('c', 1)} = ${SIGHT.whole} order by c.lead_name, c.id`);

/** As many services as somebody can still look over. */
const SERVICES_SHOWN = 30;

const chosen = z.object({ ids: z.preprocess((value) => many(value), z.array(id).max(500)), all: z.literal('1').optional(), matching: z.string().max(2_000).optional() });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same need of many households, from a list: chosen there, put to the network here, and told case by case. */
@ApiExcludeController()
@Controller('referrals/many')
export class ReferManyPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly cases: ChosenCases,
    private readonly search: SearchServices,
    private readonly refer: ReferMany,
  ) {}

  @Post()
  @HttpCode(200)
  async post(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() posted?: PostedForm): Promise<void> {
    if (!mayRefer(by)) throw new Forbidden();
    const fields = formFields(posted);
    const named = await this.named(by, await this.cases.run(by, judgeInput(chosen, fields), MOST_CASES));
    const form: ManyForm = { need: text(fields['need']), services: many(fields['pick']), way: text(fields['way']) || 'order', note: text(fields['note']) };
    if (fields['act'] !== 'send') return this.show({ by, request, reply }, named, form);
    try {
      const input = judgeInput(manyInput, { caseIds: named.map((each) => each.id), need: form.need, services: form.services, way: form.way, note: form.note === '' ? null : form.note });
      const { results } = await this.refer.run(by, input);
      this.send({ request, reply }, <ManyResults t={request.t} results={results} named={named} />);
    } catch (fault) {
      await this.show({ by, request, reply }, named, form, formFaults(fault, request.t));
    }
  }

  private named(by: SignedIn, ids: readonly string[]): Promise<NamedCase[]> {
    return this.transactions.ask<NamedCase>(by, NAMED, [...sightValues(by), ids]);
  }

  private async show({ by, request, reply }: { readonly by: SignedIn; readonly request: FastifyRequest; readonly reply: FastifyReply }, named: readonly NamedCase[], form: ManyForm, faults: FormFaults = NO_FAULTS): Promise<void> {
    const need = this.reference.need(form.need)?.code;
    const found = need === undefined ? undefined : await this.search.run(by, servicesSearch.parse({ needs: [need], limit: SERVICES_SHOWN }));
    const services = found ? JSON.parse(found.items) as FoundService[] : undefined;
    this.send({ request, reply }, <ManyPage t={request.t} reference={this.reference} named={named} form={form} services={services} once={newId()} faults={faults} />, faults);
  }

  private send({ request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply }, content: Parameters<Frame['office']>[2], faults: FormFaults = NO_FAULTS): void {
    const html = this.frame.office(request, { title: request.t('desk.many.title'), current: '/cases', faulty: faults.summary.length > 0 }, content);
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }
}
