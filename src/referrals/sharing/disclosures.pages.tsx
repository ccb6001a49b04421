import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { page } from '../../../libs/http/page-answer.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Messages } from '../../../libs/i18n/messages.js';
import { may, openingReason } from '../../cases/cases.door.js';
import { Frame } from '../../frame/frame.js';
import { id } from '../asking/referrals.dto.js';
import { DisclosuresPage, DisclosuresSheet } from './disclosures.view.js';
import { ReadDisclosures } from './read-disclosures.js';

const query = z.object({ after: z.string().max(400).optional(), reason: openingReason.optional() });
type Asked = z.output<typeof query>;

const A_PAGE = 50;
/** As many as a sheet of paper for the people themselves tells; who was told more often gets the newest. */
const A_SHEET = 200;

/** A household’s ledger as a page, and as a sheet to give to the people. */
@ApiExcludeController()
@Controller('cases/:id/disclosures')
export class DisclosuresPages {
  constructor(
    private readonly frame: Frame,
    private readonly read: ReadDisclosures,
    private readonly messages: Messages,
  ) {}

  @Get()
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query({ schema: query }) { after, reason }: Asked): Promise<void> {
    const { t } = request;
    const ledger = await this.read.run(by, caseId, { after, reason, limit: A_PAGE });
    const { file } = ledger;
    page(reply, this.frame.office(request, { title: `${t('referrals.sharing.ledger.title')}, ${t('cases.number', { number: file.number })}`, current: '/cases' }, (
      <DisclosuresPage t={t} ledger={ledger} reason={reason} further={after !== undefined} mayEdit={may(by, 'edit', file) === 'yes'} mayRead={may(by, 'read', file) !== 'no'} />
    )));
  }

  @Get('sheet')
  async print(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) caseId: string, @Query({ schema: query }) { reason }: Asked): Promise<void> {
    const { t } = request;
    const ledger = await this.read.run(by, caseId, { reason, limit: A_SHEET, printed: true });
    page(reply, this.frame.office(request, { title: `${t('referrals.sharing.ledger.sheet')}, ${t('cases.number', { number: ledger.file.number })}`, current: '/cases' }, (
      <DisclosuresSheet t={t} fr={this.messages.translator('fr', t.zone)} en={this.messages.translator('en', t.zone)} ledger={ledger} />
    )));
  }
}
