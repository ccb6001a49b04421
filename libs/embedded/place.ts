import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { accountFor, isReachable, type Account } from './account.js';
import { CannotStartPostgres, USE_YOUR_OWN } from './cannot-start.js';

/** Where one database lives on disk, and whose it is. */
export interface Place {
  /** The folder of everything below; only the account may open it. */
  readonly folder: string;
  readonly account: Account | undefined;
  /** Postgres's own data directory. */
  readonly cluster: string;
  readonly password: string;
  readonly port: string;
  readonly log: string;
  /** One file for each program that uses the database now. */
  readonly holders: string;
}

// Every account can walk down to these.
const OPEN_GROUND = ['/var/lib/passerelle', '/var/tmp/passerelle'];

/**
 * Settles where the database of this data folder lives: inside it, or, when we are root and the account that will run
 * Postgres cannot get there, on open ground, which the file `postgres.place` then remembers.
 */
export function settle(dataDir: string): Place {
  const note = join(dataDir, 'postgres.place');
  const within = join(dataDir, 'postgres');
  if (existsSync(note)) return placeAt(readFileSync(note, 'utf8').trim());

  const account = accountFor(within);
  if (isReachable(dataDir, account) && isGiven(within, account)) return placeAt(within);

  const elsewhere = onOpenGround(dataDir, account);
  writeFileSync(note, `${elsewhere}\n`, { mode: 0o644 });
  return placeAt(elsewhere);
}

function placeAt(folder: string): Place {
  const account = accountFor(folder);
  if (!existsSync(folder) && !isGiven(folder, account)) {
    throw new CannotStartPostgres(`The folder ${folder} cannot be given to the account that runs PostgreSQL. ${USE_YOUR_OWN}`);
  }
  const inside = (name: string): string => join(realpathSync(folder), name);
  return {
    folder: realpathSync(folder),
    account,
    cluster: inside('cluster'),
    password: inside('password'),
    port: inside('port'),
    log: inside('postgres.log'),
    holders: inside('holders'),
  };
}

function onOpenGround(dataDir: string, account: Account | undefined): string {
  const real = realpathSync(dataDir);
  const name = `${basename(dirname(real))}-${createHash('sha256').update(real).digest('hex').slice(0, 10)}`;
  for (const ground of OPEN_GROUND) {
    if (!isOurs(ground)) continue;
    // A database left by a data folder that was since removed is neither taken over nor thrown away.
    for (let n = 1; ; n += 1) {
      const folder = join(ground, n === 1 ? name : `${name}-${n}`);
      if (existsSync(folder)) continue;
      if (isGiven(folder, account)) return folder;
      break;
    }
  }
  throw new CannotStartPostgres(
    `PostgreSQL does not run as root, and the account that will run it can reach neither ${dataDir} nor ${OPEN_GROUND.join(' nor ')}. ` +
      `Set DATA_DIR to a folder it can reach. ${USE_YOUR_OWN}`,
  );
}

// /var/tmp is everybody's: a folder that someone else prepared there is not trusted.
function isOurs(ground: string): boolean {
  try {
    // Said again, for a strict umask takes rights away when the folder is made.
    if (mkdirSync(ground, { recursive: true }) !== undefined) chmodSync(ground, 0o755);
    const found = lstatSync(ground);
    return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

function isGiven(folder: string, account: Account | undefined): boolean {
  const isNew = !existsSync(folder);
  if (isNew) mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!account) return true;
  try {
    chownSync(folder, account.uid, account.gid);
    return true;
  } catch {
    if (isNew) rmdirSync(folder); // some mounted folders cannot change hands
    return false;
  }
}

/** Writes a small file that only the account may read. */
export function leaveFor(place: Place, file: string, content: string): void {
  writeFileSync(file, content, { mode: 0o600 });
  giveTo(place, file);
}

/** Hands what root made over to the account, so that it can go on without root another day. */
export function giveTo({ account }: Place, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}
