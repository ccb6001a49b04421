import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ensureRedis } from './engines.js';
import { scratchFolder } from './test-run.js';

/** A Redis of one test's own, which the test may treat as badly as it likes. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Ends it as a power cut would, and waits until it is dead. Its files stay. */
  kill9(): Promise<void>;
  /** Brings it back after `kill9` or `halt`, on the same port with the same files. */
  startAgain(): Promise<void>;
  /** Shuts it down politely; its files stay. */
  halt(): Promise<void>;
  /** Forgets everything (FLUSHALL). */
  flush(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 10_000;

/** Starts a Redis on a free loopback port; with `appendonly` it remembers across `kill9`, else it forgets. */
export async function startRedis({ appendonly = true, port: wanted }: { appendonly?: boolean; port?: number } = {}): Promise<RedisServer> {
  const program = await ensureRedis();
  const folder = scratchFolder('redis');
  const port = wanted ?? (await freePort());
  const log = join(folder, 'redis.log');
  const begin = async (): Promise<ChildProcess> => {
    const child = spawn(program, argumentsFor({ port, folder, log, appendonly }), { cwd: folder, stdio: 'ignore' });
    await untilPong(child, port, log);
    return child;
  };
  let child = await begin();

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    kill9: () => end(child, 'SIGKILL'),
    halt: () => end(child, 'SIGTERM'),
    async startAgain() {
      await end(child, 'SIGTERM');
      child = await begin();
    },
    async flush() {
      await say(port, 'FLUSHALL');
    },
    async stop() {
      await end(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Layout {
  readonly port: number;
  readonly folder: string;
  readonly log: string;
  readonly appendonly: boolean;
}

function argumentsFor({ port, folder, log, appendonly }: Layout): string[] {
  const settings = {
    bind: '127.0.0.1', port, dir: folder, logfile: log, save: '',
    appendonly: appendonly ? 'yes' : 'no', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** A loopback port that nothing listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilPong(child: ChildProcess, port: number, log: string): Promise<void> {
  const givesUpAt = performance.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null || performance.now() > givesUpAt) throw new Error(`Redis did not start on port ${port}: ${readFileSync(log, 'utf8')}`);
    if ((await say(port, 'PING').catch(() => '')).startsWith('+PONG')) return;
    await pause(5);
  }
}

/** One command over a connection of its own, so that no client library keeps state between a kill and a start. */
async function say(port: number, command: string): Promise<string> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer.toString('utf8');
  } finally {
    socket.destroy();
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
