import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Frame } from '../../frame/frame.js';
import { unmetQuery, type UnmetQuery } from './unmet.dto.js';
import { UnmetQueries } from './unmet.queries.js';
import { UnmetPage } from './unmet.view.js';

/** The ledger of what nobody could meet, as a page. */
@ApiExcludeController()
@Controller('referrals/unmet')
export class UnmetPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(private readonly frame: Frame, private readonly ledger: UnmetQueries) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query({ schema: unmetQuery }) query: UnmetQuery): Promise<string> {
    const { t } = request;
    const state = await this.ledger.ledger(by, query);
    return this.frame.office(request, { title: t('referrals.unmet.title'), current: '/referrals/unmet' }, <UnmetPage t={t} state={state} query={query} reference={this.reference} />);
  }
}
