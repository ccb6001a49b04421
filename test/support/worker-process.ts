import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import type { AlarmHealth } from '../../libs/alarm-clock/alarm-runner.js';
import type { Orders } from '../faults/ringing.program.js';

/** A worker process that a test may kill. */
export class WorkerProcess {
  readonly ended: Promise<unknown>;
  /** How many alarms it holds in the middle of a ring, once it has stopped there. */
  midRing = 0;
  private health: AlarmHealth | undefined;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
    child.on('message', (said: { midRing?: number; health?: AlarmHealth }) => {
      if (said.midRing !== undefined) this.midRing = said.midRing;
      if (said.health) this.health = said.health;
    });
  }

  /** Starts one; with a skew its machine's clock is wrong by so many milliseconds. */
  static async start(orders: Orders, skewMs = 0): Promise<WorkerProcess> {
    const root = projectRoot();
    const skew = `data:text/javascript,const now = Date.now; Date.now = () => now() + ${skewMs};`;
    const child = fork(join(root, 'test/faults/ringing.program.ts'), [JSON.stringify(orders)], {
      cwd: root,
      execArgv: ['--import', './test/support/typescript.js', ...(skewMs === 0 ? [] : ['--import', skew])],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const worker = new WorkerProcess(child);
    await Promise.race([once(child, 'message'), worker.ended]);
    return worker;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it says about itself now. */
  async readiness(): Promise<AlarmHealth | undefined> {
    this.child.send('health');
    await once(this.child, 'message');
    return this.health;
  }

  /** Ends it as a power cut would. */
  async kill9(): Promise<void> {
    if (this.alive) this.child.kill('SIGKILL');
    await this.ended;
  }
}
