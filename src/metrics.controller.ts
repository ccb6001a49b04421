import { Controller, Get, Headers, Inject, Ip, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { ENV, type Env } from '../config/env.js';
import { AlarmMetrics } from '../libs/alarm-clock/metrics.js';
import { ApiExcludeController } from '../libs/http/api-words.js';
import { NotFound } from '../libs/http/refusal.js';
import { Public } from './accounts/accounts.door.js';

const THIS_MACHINE = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Figures for a collector: with the token of METRICS_TOKEN, or from this machine when there is none. */
@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  private readonly process = new Registry();

  constructor(
    @Inject(ENV) private readonly env: Pick<Env, 'METRICS_TOKEN'>,
    private readonly alarms: AlarmMetrics,
  ) {
    collectDefaultMetrics({ register: this.process });
  }

  @Get()
  async figures(@Headers('authorization') authorization: string | undefined, @Ip() from: string, @Res() reply: FastifyReply): Promise<void> {
    if (!this.may(authorization, from)) throw new NotFound();
    const both = Registry.merge([this.process, this.alarms.registry]);
    await reply.type(both.contentType).send(await both.metrics());
  }

  private may(authorization: string | undefined, from: string): boolean {
    const { METRICS_TOKEN: token } = this.env;
    if (!token) return THIS_MACHINE.has(from);
    const [given, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)];
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
