import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { By, type SignedIn } from '../../libs/http/reader.js';
import { Protocols } from '../follow-ups/follow-ups.door.js';
import { Frame } from '../frame/frame.js';
import { searchInput } from './desk.dto.js';
import { SearchNewcomers } from './search-newcomers.js';
import { SearchPage, type FoundCase } from './search.view.js';

/** Looking for somebody; what is typed is posted, so that no address, log or history ever holds it. */
@ApiExcludeController()
@Controller('search')
export class SearchPages {
  constructor(
    private readonly frame: Frame,
    private readonly search: SearchNewcomers,
    private readonly protocols: Protocols,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  ask(@Req() request: FastifyRequest): string {
    return this.page(request, '', null);
  }

  @Post()
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async find(@By() by: SignedIn, @Req() request: FastifyRequest, @Body() form?: { q?: unknown }): Promise<string> {
    const typed = typeof form?.q === 'string' ? form.q.trim().slice(0, 120) : '';
    const text = searchInput.safeParse({ text: typed });
    if (!text.success) return this.page(request, typed, null);
    const { at, items } = await this.search.run(by, text.data.text);
    return this.page(request, typed, { at, cases: JSON.parse(items) as FoundCase[] });
  }

  private page(request: FastifyRequest, typed: string, found: { at: Date; cases: FoundCase[] } | null): string {
    const { t } = request;
    return this.frame.office(request, { title: t('desk.search.title') }, (
      <SearchPage t={t} typed={typed} found={found} stepName={(code) => this.protocols.nameOf(code, t.language)} />
    ));
  }
}
