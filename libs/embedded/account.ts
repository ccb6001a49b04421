import { execFileSync } from 'node:child_process';
import { existsSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { getuid } from 'node:process';
import { CannotStartPostgres, USE_YOUR_OWN } from './cannot-start.js';

/** Who Postgres runs as when we are root, which it refuses to be. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that Postgres is to run as; undefined is our own. Data that someone already owns stay theirs, so that
 * starting once as root and once as oneself works where it can, and is refused in words where it cannot.
 */
export function accountFor(folder: string): Account | undefined {
  const owner = existsSync(folder) ? statSync(folder) : undefined;
  if (getuid?.() !== 0) {
    if (owner && getuid && owner.uid !== getuid()) {
      throw new CannotStartPostgres(
        `The database in ${folder} belongs to another account (uid ${owner.uid}). Start with that account, or set DATA_DIR to another folder.`,
      );
    }
    return undefined;
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivileged();
}

function unprivileged(): Account {
  const account = known('postgres') ?? known('passerelle') ?? created('passerelle') ?? known('nobody');
  if (account) return account;
  throw new CannotStartPostgres(
    `PostgreSQL does not run as root, and no account named postgres, passerelle or nobody was found to run it. ${USE_YOUR_OWN}`,
  );
}

function known(name: string): Account | undefined {
  try {
    const ask = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

// An account of its own keeps the data from whatever else runs as `nobody`.
function created(name: string): Account | undefined {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name], { stdio: 'ignore' });
    return known(name);
  } catch {
    return undefined;
  }
}

/** Whether the account may walk down to this folder; it may not when someone's private folder is on the way. */
export function isReachable(folder: string, account: Account | undefined): boolean {
  if (!account) return true;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && !mayEnter(statSync(at), account)) return false;
    if (at === dirname(at)) return true;
  }
}

function mayEnter(folder: Stats, account: Account): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}
