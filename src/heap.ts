/*
 * How V8 keeps the heap, set before anything else is loaded. While the house is built nearly everything lives long, so V8
 * learns to make the like of it in the old heap at once. Requests make the same things and drop them: one that is old and dead
 * keeps whatever it points at alive until the next full collection, request upon request. So everything begins young.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--no-allocation-site-pretenuring');
