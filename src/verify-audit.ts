import pg from 'pg';
import { readEnv } from '../config/env.js';
import { verifyAudit } from '../libs/audit/verify.js';
import { SCHEMA } from '../libs/transaction/pools.js';
import { openDatabase } from './database.js';

/** `npm run verify-audit`: walks every chain and seal; names the first broken link and exits with 1 if there is one. */
async function main(): Promise<number> {
  const database = await openDatabase(readEnv());
  const client = new pg.Client({ connectionString: database.ownerUrl, options: `-c search_path=${SCHEMA},public` });
  try {
    await client.connect();
    const { entries, chains, seals, broken } = await verifyAudit(client);
    process.stdout.write(broken
      ? `Broken: ${broken.what} at chain ${broken.chain}, entry ${broken.seq}\n`
      : `Unbroken: ${entries} entries in ${chains} chains, ${seals} seals\n`);
    return broken ? 1 : 0;
  } finally {
    await client.end();
    await database.close();
  }
}

main().then((code) => process.exit(code), (fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(2);
});
