import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of this run of the tests: what is left in it, programs and files, is cleared when the run ends. */
export function runFolder(): string {
  const folder = process.env['PASSERELLE_TEST_RUN'];
  if (folder === undefined) throw new Error('There is no folder for this test run: start the tests with config/jest.config.js.');
  return folder;
}

/** A new empty folder inside the run's; every account may walk through it. */
export function scratchFolder(name: string): string {
  const folder = join(runFolder(), `${name}-${randomUUID().slice(0, 8)}`);
  mkdirSync(folder, { mode: 0o755 });
  return folder;
}
