import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Frame } from '../../frame/frame.js';
import { InNetwork } from '../network-tabs.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { coverageQuery, type CoverageQuery } from './network.dto.js';
import { NetworkPage } from './network.view.js';
import { ReadCoverage } from './read-coverage.js';

/** The network from above: what it reaches, where nobody answers, what grows old, whose agreement ends. */
@ApiExcludeController()
@Controller('network')
export class NetworkPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(private readonly frame: Frame, private readonly read: ReadCoverage) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query({ schema: coverageQuery }) query: CoverageQuery): Promise<string> {
    const { t } = request;
    const coverage = await this.read.run(by, query);
    return this.frame.office(request, { title: t('organisations.network.title'), current: '/organisations' }, <InNetwork t={t} part="network" keeps={mayKeepNetwork(by)}><NetworkPage t={t} coverage={coverage} query={query} reference={this.reference} /></InNetwork>);
  }
}
