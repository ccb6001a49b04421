// `npm test`: the structural checks, then every kind of test, each in its own run; journeys and faults on both queue engines.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REDIS = { QUEUE_LANE: 'redis' };
const POSTGRES = { QUEUE_LANE: 'postgres' };
const STAGES = [
  { name: 'rules', paths: ['src/', 'libs/', 'config/'] },
  { name: 'rooms', paths: ['test/rooms/'], env: POSTGRES },
  { name: 'plans', paths: ['test/plans/'], env: POSTGRES },
  { name: 'journeys, without Redis', paths: ['test/journeys/'], env: POSTGRES },
  { name: 'journeys, with Redis', paths: ['test/journeys/'], env: REDIS },
  { name: 'browser', paths: ['test/browser/'], env: POSTGRES },
  { name: 'faults, without Redis', paths: ['test/faults/'], env: POSTGRES, serial: true },
  { name: 'faults, with Redis', paths: ['test/faults/'], env: REDIS, serial: true },
];

const wanted = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'passerelle-test-'));
const total = { passed: 0, failed: 0 };
const report = [];

function stage(name, run) {
  process.stdout.write(`\n── ${name}\n`);
  const begun = process.hrtime.bigint();
  const { passed, failed } = run();
  total.passed += passed;
  total.failed += failed;
  report.push(`${name.padEnd(26)} ${String(passed).padStart(5)} passed ${String(failed).padStart(3)} failed  ${(Number(process.hrtime.bigint() - begun) / 1e9).toFixed(1)} s`);
}

function house() {
  const { status } = spawnSync('npm', ['run', '--silent', 'house'], { stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function jest({ name, paths, env, serial }) {
  const file = join(folder, `${name.replace(/\W+/g, '-')}.json`);
  const { status } = spawnSync('npm', ['run', '--silent', 'jest', '--', '--json', '--outputFile', file, ...(serial ? ['--runInBand'] : ['--maxWorkers=2']), ...paths.map((path) => join(ROOT, path))],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numTotalTests } = JSON.parse(readFileSync(file, 'utf8'));
    const failed = numFailedTests || (status === 0 && numTotalTests > 0 ? 0 : Math.max(1, numFailedTestSuites));
    return { passed: numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

const matches = (name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word));
if (matches('house')) stage('house', house);
for (const one of STAGES) if (matches(one.name)) stage(one.name, () => jest(one));

rmSync(folder, { recursive: true, force: true });
process.stdout.write(`\n${report.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(total.failed ? 1 : 0);
