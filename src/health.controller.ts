import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Clock } from '../libs/clock/clock.js';
import { engine } from '../libs/transaction/actor.js';

/** Whether this process lives, and whether it can serve. */
@Controller('health')
export class HealthController {
  constructor(private readonly clock: Clock) {}

  /** True as long as the process answers at all. */
  @Get('live')
  live(): { alive: true } {
    return { alive: true };
  }

  /** 200 when the database answers, 503 otherwise; a missing queue only degrades. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ ready: boolean }> {
    const ready = await this.clock.face(engine('health')).then(() => true, () => false);
    if (!ready) void reply.code(503);
    return { ready };
  }
}
