import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';

/** What one run of the load generator saw. */
export interface Run {
  readonly rps: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly errors: number;
  readonly non2xx: number;
}

/** Sixteen connections replay a file of requests for some seconds. */
export function load(wrk: string, url: string, file: string, seconds: number): Promise<Run> {
  const { stdout, stderr } = spawnSync(wrk, ['-t1', '-c16', `-d${seconds}s`, '--timeout', '30s', '-s', join(projectRoot(), 'test/load/lines.lua'), url],
    { encoding: 'utf8', env: { ...process.env, REQ_FILE: file } });
  const said = /^JSON (.*)$/m.exec(stdout)?.[1];
  if (!said) throw new Error(`wrk said nothing: ${stderr}`);
  return Promise.resolve(JSON.parse(said) as Run);
}

/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
