import { Body, Controller, Get, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { Frame } from '../../frame/frame.js';
import type { FoundCounts, FoundService } from './found-service.js';
import { InNetwork } from '../network-tabs.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { SearchServices } from './search-services.js';
import { type SearchAddress, searchAddress } from './search-address.js';
import { servicesSearch } from './search.dto.js';
import { ServicesPage } from './search.view.js';

/** Looking for who can help; what is typed is posted, so that no address, log or history ever holds it. */
@ApiExcludeController()
@Controller('services')
export class SearchPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly frame: Frame,
    private readonly search: SearchServices,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query({ schema: searchAddress }) address: SearchAddress): Promise<string> {
    return this.page(by, request, address, '');
  }

  @Post()
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  find(@By() by: SignedIn, @Req() request: FastifyRequest, @Body() form: Record<string, unknown> = {}): Promise<string> {
    const { text } = form;
    return this.page(by, request, judgeInput(searchAddress, form), typeof text === 'string' ? text.trim().slice(0, 120) : '');
  }

  private async page(by: SignedIn, request: FastifyRequest, address: SearchAddress, text: string): Promise<string> {
    const { need, language, borough, near, km, open, room, all, unverified, after } = address;
    const found = await this.search.run(by, servicesSearch.parse({
      needs: need, languages: language, borough: borough ?? null, near: near ? { borough: near, km: km ?? null } : null, openNow: open, hasRoom: room, all, text, after, ...(unverified ? { including: 'unverified' } : {}),
    }));
    const { t } = request;
    return this.frame.office(request, { title: t('organisations.search.title'), current: '/services' }, (
      <InNetwork t={t} part="services" keeps={mayKeepNetwork(by)}><ServicesPage t={t} reference={this.reference} address={address} text={text} at={found.at} next={found.next}
        services={JSON.parse(found.items) as FoundService[]} counts={JSON.parse(found.counts) as FoundCounts} /></InNetwork>
    ));
  }
}
