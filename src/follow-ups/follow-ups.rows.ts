import { Attempt } from './attempt.entity.js';
import { Checkpoint } from './checkpoint.entity.js';

/** The row shapes of this room, for the pools that serve them all. */
export const followUpRows = [Attempt, Checkpoint];
