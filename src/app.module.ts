import { type DynamicModule, Module } from '@nestjs/common';
import { join } from 'node:path';
import type { Env } from '../config/env.js';
import { AlarmClockModule } from '../libs/alarm-clock/alarm-clock.module.js';
import { HousekeepingModule } from '../libs/housekeeping/housekeeping.module.js';
import { MailModule } from '../libs/mail/mail.module.js';
import { OutboxModule } from '../libs/outbox/outbox.module.js';
import { QueueModule } from '../libs/queue/queue.module.js';
import { AccountsModule } from './accounts/accounts.module.js';
import { ArrivalsModule } from './arrivals/arrivals.module.js';
import { CasesModule } from './cases/cases.module.js';
import { DeskModule } from './desk/desk.module.js';
import { FollowUpsModule } from './follow-ups/follow-ups.module.js';
import { FoundationsModule } from './foundations.module.js';
import { HealthController } from './health.controller.js';
import { LiveModule } from './live/live.module.js';
import { MetricsController } from './metrics.controller.js';
import { OrganisationsModule } from './organisations/organisations.module.js';
import { ReferralsModule } from './referrals/referrals.module.js';

/** Which parts of the house a process carries beside the rooms. */
export interface Parts {
  /** Whether alarms ring, facts are delivered, mails leave and imports run here. */
  readonly workers: boolean;
  /** Whether the people in this house are invented, for the pages to say so. Asked at each page; by default what DEMO says. */
  readonly demo?: () => boolean;
}

/** The whole house: its foundations, and its rooms in the order of a newcomer's journey. */
@Module({})
export class AppModule {
  static with(env: Env, databaseUrl: string, { workers, demo = () => env.DEMO === true }: Parts): DynamicModule {
    const followUps = FollowUpsModule.with({ workers });
    return {
      module: AppModule,
      imports: [
        // The database first: whatever still runs when the house closes needs it to the end.
        FoundationsModule.with(env, databaseUrl, { demo }),
        QueueModule.register({ redisUrl: env.REDIS_URL, databaseUrl, role: env.DATABASE_ROLE_WORKER }),
        OutboxModule.register({ delivers: workers }),
        AlarmClockModule.register({ rings: workers }),
        MailModule.with({ from: env.MAIL_FROM, smtpUrl: env.SMTP_URL, folder: join(env.DATA_DIR, 'mail'), works: workers }),
        ...(workers ? [HousekeepingModule] : []),
        AccountsModule,
        OrganisationsModule,
        CasesModule,
        ArrivalsModule.with({ workers, followUps }),
        followUps,
        ReferralsModule,
        DeskModule.with({ followUps }),
        LiveModule,
      ],
      controllers: [HealthController, MetricsController],
    };
  }
}
