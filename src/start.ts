import type { INestApplicationContext } from '@nestjs/common';
import type { Env } from '../config/env.js';
import { type Database, openDatabase } from './database.js';
import { createWeb } from './web.js';
import { createWorker } from './worker.app.js';

/** What one process is to carry. */
export interface StartOptions {
  readonly web: boolean;
  readonly workers: boolean;
  /** How many times faster than real time the office's clock runs. */
  readonly speed?: number;
}

/** Opens the database, fills an empty house with the demo city when asked, and serves until a signal comes. */
export async function startPasserelle(env: Env, { web, workers }: StartOptions): Promise<void> {
  const database = await openDatabase(env);
  const app = await (web ? serve(env, database, workers) : createWorker(env, database.url));
  stopOnSignal(app, database);
}

async function serve(env: Env, database: Database, workers: boolean): Promise<INestApplicationContext> {
  const app = await createWeb(env, database.url, { workers });
  await app.listen(env.PORT, env.HOST);
  process.stdout.write(`\n  Passerelle: ${env.PUBLIC_URL.startsWith('http://127.0.0.1:0') ? await app.getUrl() : env.PUBLIC_URL}\n\n`);
  return app;
}

/** Ctrl-C and a supervisor's SIGTERM: pages and workers first, the database last; a second signal does not hurry it. */
function stopOnSignal(app: INestApplicationContext, database: Database): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await app.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}
