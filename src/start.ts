import type { INestApplicationContext } from '@nestjs/common';
import { BadConfiguration, type Env } from '../config/env.js';
import { Transactions } from '../libs/transaction/transactions.js';
import { type Database, openDatabase, takeStock } from './database.js';
import { accountsFile } from './demo-city/demo-accounts.js';
import { DemoHouse } from './demo-city/demo-house.js';
import { welcome } from './demo-city/welcome.js';
import { PlanAlarms } from './organisations/organisations.door.js';
import { PlanCare } from './referrals/care/plan-care.js';
import { createWeb } from './web.js';
import { createWorker } from './worker.app.js';

/** What one process is to carry. */
export interface StartOptions {
  readonly web: boolean;
  readonly workers: boolean;
  /** How many times faster than real time the office's clock runs. */
  readonly speed?: number;
}

/** What runs, and the demo's house if this process opened it. */
interface Running {
  readonly app: INestApplicationContext;
  readonly house?: DemoHouse;
}

/** Opens the database, fills an empty house with the demo city when asked, and serves until a signal comes. */
export async function startPasserelle(env: Env, { web, workers, speed }: StartOptions): Promise<void> {
  const database = await openDatabase(env);
  const starting = web ? serve(env, database, { workers, speed }) : createWorker(env, database.url).then((app): Running => ({ app }));
  stopOnSignal(starting, database);
  try {
    await starting;
  } catch (fault) {
    await database.close();
    throw fault;
  }
}

async function serve(env: Env, database: Database, { workers, speed }: { readonly workers: boolean; readonly speed: number | undefined }): Promise<Running> {
  const found: { house?: DemoHouse } = {};
  const app = await createWeb(env, database.url, { workers, demo: () => found.house?.isDemo() ?? false });
  try {
    const house = (found.house = new DemoHouse(app.get(Transactions), env, { network: app.get(PlanAlarms, { strict: false }), care: app.get(PlanCare, { strict: false }) }));
    await openHouse(house, database, { fill: env.DEMO ?? database.embedded, speed });
    await app.listen(env.PORT, env.HOST);
    const address = env.PUBLIC_URL.startsWith('http://127.0.0.1:0') ? await app.getUrl() : env.PUBLIC_URL;
    process.stdout.write(house.isDemo()
      ? welcome(address, { accounts: house.accounts(), file: accountsFile(env.DATA_DIR), speed: speed ?? 1 })
      : `\n  Passerelle: ${address}\n\n`);
    return { app, house };
  } catch (fault) {
    await app.close();
    throw fault;
  }
}

/** A clock that runs faster than people's belongs to a demo: real promises are never hurried. */
async function openHouse(house: DemoHouse, database: Database, { fill, speed }: { readonly fill: boolean; readonly speed: number | undefined }): Promise<void> {
  if (await house.open({ fill })) await takeStock(database.ownerUrl);
  if (house.isDemo()) await house.run(speed ?? 1);
  else if (speed !== undefined) throw new BadConfiguration('--speed: only in the demo city, and this is another house (an empty database with DEMO=true becomes a demo city)');
}

/** What closes waits for work under way, at most this long: whatever still holds on then waits for a database or a queue that is gone for good. */
const LONGEST_CLOSING_MS = 20_000;

/** Ctrl-C and a supervisor's SIGTERM, also while starting: pages and workers first, the database last; a second signal does not hurry it. */
function stopOnSignal(starting: Promise<Running>, database: Database): void {
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), LONGEST_CLOSING_MS).unref();
    // A start that failed has let go of everything itself.
    const running = await starting.catch(() => undefined);
    if (!running) return;
    await running.house?.rest().catch(() => undefined); // a database that is gone has no clock to slow down
    await running.app.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}
