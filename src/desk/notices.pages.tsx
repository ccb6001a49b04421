import { Body, Controller, Get, Header, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { formFields } from '../../libs/http/form-faults.js';
import type { PostedForm } from '../../libs/http/forms.js';
import { By, seeOther, type SignedIn } from '../../libs/http/reader.js';
import { judgeInput } from '../../libs/http/validation.js';
import { Clock } from '../../libs/clock/clock.js';
import { Protocols } from '../follow-ups/follow-ups.door.js';
import { Frame } from '../frame/frame.js';
import { noticesQuery, readInput, type NoticesQuery } from './desk.dto.js';
import { NoticesStore } from './notices.store.js';
import { NoticesPage } from './notices.view.js';

/** What somebody was told, as a page. */
@ApiExcludeController()
@Controller('notices')
export class NoticesPages {
  constructor(
    private readonly frame: Frame,
    private readonly clock: Clock,
    private readonly notices: NoticesStore,
    private readonly protocols: Protocols,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query({ schema: noticesQuery }) query: NoticesQuery): Promise<string> {
    const { t } = request;
    const { at } = await this.clock.face(by);
    const { items, next } = await this.notices.list(by, query);
    return this.frame.office(request, { title: t('desk.notices.title'), live: { topics: 'notices' } }, (
      <NoticesPage t={t} notices={items} next={next} first={query.after === undefined ? null : '/notices'} now={at} stepName={(code) => this.protocols.nameOf(code, t.language)} />
    ));
  }

  /** What every open page asks for when its reader is told something. */
  @Get('bell')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  bell(@Req() request: FastifyRequest): string {
    return this.frame.bell(request);
  }

  @Post()
  async read(@By() by: SignedIn, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    await this.notices.markRead(by, judgeInput(readInput, formFields(form)));
    seeOther(reply, '/notices');
  }
}
