import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { whileHolding } from '../../libs/embedded/file-lock.js';

/** A program that tests need, under the names systems give it, and what brings it. */
interface Wanted {
  readonly names: readonly string[];
  readonly places?: readonly string[];
  readonly apt: string;
  readonly brew: readonly string[];
}

const REDIS: Wanted = { names: ['redis-server', 'valkey-server'], apt: 'redis-server', brew: ['redis'] };

const CHROMIUM: Wanted = {
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  places: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  apt: 'chromium',
  brew: ['--cask', 'chromium'],
};

/** The path of a Redis server: the system's, else one installed now. Throws, never skips, when neither can be had. */
export const ensureRedis = (): Promise<string> => ensure(REDIS);

/** The path of a Chromium: the system's, else one installed now. Throws, never skips, when neither can be had. */
export const ensureChromium = (): Promise<string> => ensure(CHROMIUM);

/** Finds a program, or installs it with the system's own package manager, one installation at a time. */
export async function ensure(wanted: Wanted): Promise<string> {
  return (
    found(wanted) ??
    (await whileHolding(join(tmpdir(), 'passerelle-install.lock'), () => {
      const path = found(wanted) ?? installed(wanted);
      return Promise.resolve(path);
    }))
  );
}

function found({ names, places = [] }: Wanted): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/opt/homebrew/bin'];
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places].find(isRunnable);
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed(wanted: Wanted): string {
  const attempts = process.platform === 'darwin' ? [['brew', 'install', ...wanted.brew]] : aptCommands(wanted.apt);
  try {
    for (const [program = '', ...rest] of attempts) {
      // RUNLEVEL=1 keeps the package from starting a service of its own: the tests run their own, elsewhere.
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1', HOMEBREW_NO_AUTO_UPDATE: '1' };
      execFileSync(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    }
  } catch (fault) {
    throw new Error(missing(wanted, attempts, String((fault as { stderr?: unknown }).stderr ?? (fault as Error).message)), { cause: fault });
  }
  const path = found(wanted);
  if (path === undefined) throw new Error(missing(wanted, attempts, 'the installation brought no such program'));
  return path;
}

function aptCommands(name: string): string[][] {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  return [
    [...asRoot, 'apt-get', 'update', '-qq'],
    [...asRoot, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', name],
  ];
}

function missing({ names }: Wanted, attempts: string[][], reason: string): string {
  const tried = attempts.map((command) => command.join(' ')).join(' && ');
  return `The tests need ${names[0] ?? ''}, which is not on this machine and could not be installed by \`${tried}\`: ${reason.trim()}`;
}
