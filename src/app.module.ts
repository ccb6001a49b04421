import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { FoundationsModule } from './foundations.module.js';
import { HealthController } from './health.controller.js';

/** The whole house: its foundations, and its rooms in the order of a newcomer's journey. */
@Module({})
export class AppModule {
  static with(env: Env, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [FoundationsModule.with(env, databaseUrl)],
      controllers: [HealthController],
    };
  }
}
