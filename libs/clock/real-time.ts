/** Real time in milliseconds: for sessions, leases, back-off and measuring, never for a promise to a newcomer. */
export const realNow = (): number => Date.now();

/** Real time as a date, for what is stored about the machine rather than about people. */
export const realDate = (): Date => new Date();
