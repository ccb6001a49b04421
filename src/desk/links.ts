/** Where the counter's buttons lead: forms of the rooms that own the deeds. */
export const caseHref = (caseId: string): string => `/cases/${caseId}`;

/** The form of a deed on a checkpoint, and where to go on afterwards; without it, to the case. */
export const checkpointHref = (checkpointId: string, deed: 'attempt' | 'complete' | 'move' | 'waive' | 'undo' | 'look' | 'explain', next?: string): string =>
  `/checkpoints/${checkpointId}/${deed}${next ? `?next=${encodeURIComponent(next)}` : ''}`;
