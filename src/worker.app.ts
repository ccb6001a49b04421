import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Env } from '../config/env.js';
import { PinoLogger } from '../libs/http/pino-logger.js';
import { AppModule } from './app.module.js';

/** The house without its pages: alarms ring, facts are delivered, mails leave, imports run. */
export async function createWorker(env: Env, databaseUrl: string): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(AppModule.with(env, databaseUrl, { workers: true }), { logger: new PinoLogger(env.LOG_LEVEL) });
}
