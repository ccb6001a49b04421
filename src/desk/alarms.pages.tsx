import { Controller, Get, Header, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SetAsideAlarms } from '../../libs/alarm-clock/set-aside-alarms.js';
import { Audit } from '../../libs/audit/audit.js';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { Forbidden } from '../../libs/http/refusal.js';
import { By, seeOther, type SignedIn } from '../../libs/http/reader.js';
import { SetAsideDeliveries } from '../../libs/outbox/set-aside-deliveries.js';
import { engine } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Frame } from '../frame/frame.js';
import { AlarmsPage } from './alarms.view.js';
import { doneToast } from './done.js';

const asideId = z.coerce.number().int().positive();

/** Retrying is the engine's to do: the person who asked for it is in the audit. */
const RETRY = engine('set-aside');

/** What failed too often and was set aside: the administrator sees why, and can try it again. */
@ApiExcludeController()
@Controller('alarms')
export class AlarmsPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly audit: Audit,
    private readonly alarms: SetAsideAlarms,
    private readonly deliveries: SetAsideDeliveries,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query('done') done?: unknown): Promise<string> {
    admit(by);
    const { t } = request;
    const aside = await this.transactions.read(by, async (tx) => ({ alarms: await this.alarms.list(tx), deliveries: await this.deliveries.list(tx), now: tx.at }));
    return this.frame.office(request, { title: t('desk.alarms.title'), current: '/alarms', toast: doneToast(t, done) }, <AlarmsPage t={t} {...aside} />);
  }

  @Post(':id/retry')
  async ring(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: asideId }) id: number): Promise<void> {
    admit(by);
    await this.recorded(by, 'alarm.retried', id);
    await this.transactions.run(RETRY, (tx) => this.alarms.retry(tx, id));
    seeOther(reply, '/alarms?done=retried');
  }

  @Post('deliveries/:id/retry')
  async deliver(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: asideId }) id: number): Promise<void> {
    admit(by);
    await this.recorded(by, 'delivery.retried', id);
    await this.transactions.run(RETRY, (tx) => this.deliveries.retry(tx, id));
    seeOther(reply, '/alarms?done=retried');
  }

  private recorded(by: SignedIn, action: string, id: number): Promise<void> {
    return this.transactions.run(by, (tx) => this.audit.record(tx, { chain: by.personId, action, details: { id } }));
  }
}

function admit(by: SignedIn): void {
  if (!by.roles.includes('administrator')) throw new Forbidden();
}
