// The folder of one run of the tests, and the end of whatever still runs inside it. Engines start only when a test
// asks for them (test/support), so pure specs pay nothing here.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PREFIX = 'passerelle-tests-';

/** Makes the run's folder and clears those of runs that were interrupted. */
export async function openRun() {
  for (const name of readdirSync(tmpdir())) {
    const former = join(tmpdir(), name);
    if (name.startsWith(PREFIX) && isMine(former) && !isAlive(runnerOf(name))) await clear(former);
  }
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755); // Postgres may run as another account than ours
  mkdirSync(join(folder, 'shared'), { mode: 0o755 });
  return folder;
}

/** Ends what still runs in the folder and removes it. */
export async function clear(folder) {
  const pids = programsIn(folder);
  for (const pid of pids) end(pid);
  for (let left = 500; left > 0 && pids.some(isAlive); left -= 1) await pause(10);
  for (const place of placesOf(folder)) rmSync(place, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function runnerOf(name) {
  return Number.parseInt(name.slice(PREFIX.length), 10);
}

function isMine(folder) {
  return statSync(folder, { throwIfNoEntry: false })?.uid === process.getuid?.();
}

// Engines work in their data folder, so where a program works tells whether it is this run's. Elsewhere than on Linux
// only Postgres says its pid; Redis ends with the test that started it.
function programsIn(folder) {
  const places = [folder, ...placesOf(folder)];
  if (process.platform === 'linux') {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
      .filter((pid) => places.some((place) => workingFolderOf(pid).startsWith(place + sep)));
  }
  return places.flatMap((place) => readdirSync(place, { recursive: true }).map((name) => join(place, name)))
    .filter((path) => path.endsWith('postmaster.pid')).map((path) => Number.parseInt(readFileSync(path, 'utf8'), 10)).filter(isAlive);
}

function placesOf(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map((name) => join(folder, name, 'postgres.place')).filter((note) => existsSync(note))
    .map((note) => readFileSync(note, 'utf8').trim()).filter((place) => existsSync(place));
}

function workingFolderOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

// SIGQUIT: Postgres leaves at once, without writing out what nobody will read.
function end(pid) {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // it went by itself
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault.code === 'EPERM';
  }
}
