import './heap.js';
import '../config/runtime.js';
import '../config/stacks.js';
import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { BadConfiguration, readEnv } from '../config/env.js';
import { CannotStartPostgres } from '../libs/embedded/cannot-start.js';
import { type StartOptions, startPasserelle } from './start.js';

const USAGE = `npm start -- [--speed N] [--web]

  --speed N   the office's clock runs N times faster: 1440 makes a day pass in a minute (demo only)
  --web       the web server alone; npm run start:worker carries the alarm clock
`;

function options(): StartOptions {
  const { values } = parseArgs({ options: { speed: { type: 'string' }, web: { type: 'boolean' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(USAGE);
    process.exit(0);
  }
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(speed > 0 && speed <= 100_000)) throw new BadConfiguration('--speed: a number above 0, at most 100000');
  return { web: true, workers: !values.web, ...(speed === undefined ? {} : { speed }) };
}

/** Tells why Passerelle cannot start: one clear line for what the person can mend, the stack for a fault of ours. */
function explain(fault: unknown): never {
  if (fault instanceof BadConfiguration) {
    process.stderr.write(`Configuration: ${fault.message}\n`);
    process.exit(78);
  }
  process.stderr.write(`${fault instanceof CannotStartPostgres ? fault.message : fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  process.exit(1);
}

try {
  await startPasserelle(readEnv(), options());
} catch (fault) {
  explain(fault);
}
