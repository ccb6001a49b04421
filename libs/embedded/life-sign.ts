import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { platform } from 'node:process';

/**
 * What tells one running program from a later one with the same pid: on Linux the moment it was started, elsewhere
 * only that it lives. Undefined when it is dead (a zombie counts as dead: nobody may be there to bury it).
 */
export function lifeSignOf(pid: number): string | undefined {
  if (platform === 'linux') return linuxStartOf(pid);
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EPERM' ? 'alive' : undefined;
  }
}

function linuxStartOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything, so we count from its last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Whether the program with this pid was started with this argument: a pid alone may long belong to someone else. */
export function wasStartedWith(pid: number, argument: string): boolean {
  try {
    if (platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(argument);
    if (platform === 'win32') return lifeSignOf(pid) !== undefined;
    return execFileSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(argument);
  } catch {
    return false;
  }
}
