import 'reflect-metadata';
import { BadConfiguration, readEnv } from '../config/env.js';
import { openDatabase } from './database.js';
import { createWeb } from './web.js';

/** Starts Passerelle: database, migrations, pages and alarm clock in one process; Ctrl-C stops all of it. */
async function main(): Promise<void> {
  const env = readEnv();
  const database = await openDatabase(env);
  const app = await createWeb(env, database.url);
  await app.listen(env.PORT, env.HOST);
  process.stdout.write(`Passerelle: ${await app.getUrl()}\n`);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= app.close().then(() => database.close()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().then(() => process.exit(0)));
  }
}

main().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof BadConfiguration ? `Configuration: ${fault.message}` : fault instanceof Error ? fault.stack ?? fault.message : String(fault)}\n`);
  process.exit(fault instanceof BadConfiguration ? 78 : 1);
});
