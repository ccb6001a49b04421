import { setImmediate as turn } from 'node:timers/promises';

/** Work that pauses now and then, so that whoever drives it decides what happens meanwhile. */
export type Steps<T> = Generator<void, T>;

/** How many rows are read between two pauses: about twenty milliseconds. */
const AT_ONCE = 250;

/** Maps a list, with a pause every few hundred entries. */
export function* eachInSteps<T, R>(list: readonly T[], map: (one: T) => R): Steps<R[]> {
  const mapped: R[] = [];
  for (const one of list) {
    mapped.push(map(one));
    if (mapped.length % AT_ONCE === 0) yield;
  }
  return mapped;
}

/** Drives the work to its end without pausing. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** Drives it to its end, and lets everything else that waits have its turn at each pause. */
export async function gently<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    await turn();
    step = steps.next();
  }
  return step.value;
}
