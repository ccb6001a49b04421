import { join } from 'node:path';
import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFields } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { SayMeaning } from './say-meaning.js';
import { Meaning, termId, type TermsQuery, termsQuery } from './terms.dto.js';
import { TermsQueries } from './terms.queries.js';
import { TermsPage } from './terms.view.js';

/** The page on which the office says what the terms of others mean. */
@ApiExcludeController()
@Controller('organisations/terms')
export class TermsPages {
  private readonly needs = readReference(join(projectRoot(), 'config')).needs;

  constructor(private readonly frame: Frame, private readonly transactions: Transactions, private readonly terms: TermsQueries, private readonly sayMeaning: SayMeaning) {}

  @Get()
  async list(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: termsQuery }) query: TermsQuery): Promise<void> {
    const { t } = request;
    const terms = await this.transactions.read(by, (tx) => this.terms.list(tx, query));
    const content = <TermsPage t={t} terms={terms} after={query.after !== undefined} needs={this.needs} once={newId} />;
    void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(this.frame.office(request, { title: t('organisations.hsds.terms'), current: '/organisations' }, content));
  }

  @Post(':id')
  async say(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: termId }) id: string, @Body() form?: PostedForm): Promise<void> {
    const { need = null } = judgeInput(Meaning, formFields(form));
    await this.sayMeaning.run(by, id, need);
    seeOther(reply, `/organisations/terms#row-${id}`);
  }
}
