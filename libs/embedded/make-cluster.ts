import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Programs } from './binaries.js';
import { CannotStartPostgres, USE_YOUR_OWN } from './cannot-start.js';
import { surroundings } from './launch.js';
import { leaveFor, type Place } from './place.js';
import { OWNER } from './postmaster.js';
import type { Settings } from './settings.js';

const run = promisify(execFile);

/**
 * Makes the empty cluster if there is none. It is made under another name and renamed when whole, so that a machine
 * switched off in the middle begins again instead of finding half of one. Gives back the owner's password.
 */
export async function makeCluster(programs: Programs, place: Place, settings: Settings): Promise<string> {
  if (existsSync(place.cluster)) return passwordOf(programs, place);

  const draft = `${place.cluster}.draft`;
  await rm(draft, { recursive: true, force: true });
  leaveFor(place, place.password, `${randomBytes(24).toString('base64url')}\n`);
  try {
    await run(programs.initdb, initdbArguments(draft, place.password, settings), surroundings(place));
  } catch (fault) {
    const { stdout = '', stderr = '' } = fault as { stdout?: string; stderr?: string };
    const said = `${stdout}${stderr}`.trim() || (fault as Error).message;
    throw new CannotStartPostgres(`PostgreSQL could not make a database in ${place.folder}. It said:\n${said.slice(-2_000)}`, fault);
  }
  await rename(draft, place.cluster);
  return passwordOf(programs, place);
}

function initdbArguments(folder: string, passwordFile: string, settings: Settings): string[] {
  const lasting = settings['fsync'] !== 'off';
  return [
    '-D', folder,
    '-U', OWNER,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Postgres's own collation sorts alike on every system, and asks for no locale to be installed.
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
    '--no-instructions',
    ...(lasting ? [] : ['--no-sync']),
  ];
}

function passwordOf(programs: Programs, place: Place): string {
  const made = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
  if (made !== programs.major) {
    throw new CannotStartPostgres(
      `The data in ${place.cluster} were made by PostgreSQL ${made}, and the installed programs are PostgreSQL ${programs.major}. ` +
        `Install the former version, dump and load the data, or set DATA_DIR to another folder. ${USE_YOUR_OWN}`,
    );
  }
  return readFileSync(place.password, 'utf8').trim();
}
