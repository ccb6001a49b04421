import type { WaiveReason } from '../follow-ups/reasons.rules.js';
import type { Step } from './story.js';

/** Whether a step carries the first contact, its own or absorbed. */
export const isFirstContact = ({ code, explain }: Pick<Step, 'code' | 'explain'>): boolean =>
  code === 'D01' || ('absorbed' in explain && (explain.absorbed ?? []).includes('D01'));

/** What may be let go, and why. */
export const WAIVED: Readonly<Record<string, readonly WaiveReason[]>> = {
  D14: ['already_settled', 'done_elsewhere'], D60: ['already_settled', 'not_concerned', 'done_elsewhere'], D165: ['not_concerned'],
  D180: ['household_declined', 'already_settled'], D330: ['not_concerned'], MOVE: ['household_declined', 'done_elsewhere'],
};

/** How likely a household is settled after a review. */
export const SETTLED: Readonly<Record<string, Readonly<Record<'P1' | 'P2' | 'P3' | 'P4', number>>>> = {
  D30: { P1: 0, P2: 0, P3: 0.02, P4: 0.1 },
  D90: { P1: 0.02, P2: 0.03, P3: 0.12, P4: 0.3 },
  D180: { P1: 0.05, P2: 0.1, P3: 0.24, P4: 0.5 },
  D330: { P1: 0.1, P2: 0.1, P3: 0.1, P4: 0.1 },
  D365: { P1: 0.9, P2: 0.92, P3: 0.95, P4: 1 },
};
