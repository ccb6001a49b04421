import { Controller, Get, Optional, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AlarmRunner } from '../libs/alarm-clock/alarm-runner.js';
import { Clock } from '../libs/clock/clock.js';
import { ApiOperation, ApiTags } from '../libs/http/api-words.js';
import { engine } from '../libs/transaction/actor.js';
import { Public } from './accounts/accounts.door.js';

/** Whether a process can do its work, and what it lacks. */
interface Readiness {
  readonly ready: boolean;
  readonly degraded: boolean;
  readonly reasons: readonly string[];
}

/** Whether this process lives, and whether it can serve. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly clock: Clock,
    @Optional() private readonly alarms?: AlarmRunner,
  ) {}

  @ApiOperation({ summary: 'Whether this process answers at all' })
  @Get('live')
  live(): { alive: true } {
    return { alive: true };
  }

  @ApiOperation({ summary: '200 when the database answers and alarms ring, 503 otherwise; a missing queue only degrades' })
  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const database = await this.clock.face(engine('health')).then(() => true, () => false);
    const alarms = this.alarms?.health();
    const reasons = [...(database ? [] : ['database-away']), ...(alarms?.reasons ?? [])];
    const ready = database && (alarms?.ready ?? true);
    if (!ready) void reply.code(503).header('retry-after', '2');
    return { ready, degraded: reasons.length > 0, reasons };
  }
}
