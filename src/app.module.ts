import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { FoundationsModule } from './foundations.module.js';
import { HealthController } from './health.controller.js';

/** Which parts of the house a process carries beside the rooms. */
export interface Parts {
  /** Whether alarms ring, facts are delivered, mails leave and imports run here. */
  readonly workers: boolean;
}

/** The whole house: its foundations, and its rooms in the order of a newcomer's journey. */
@Module({})
export class AppModule {
  static with(env: Env, databaseUrl: string, _parts: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [FoundationsModule.with(env, databaseUrl)],
      controllers: [HealthController],
    };
  }
}
