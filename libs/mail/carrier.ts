import type { Letter } from './compose.js';

/**
 * What became of a letter: accepted; refused by the server for this letter; unknown, because the line broke after the
 * letter had begun to leave; or never tried, because no server could be reached.
 */
export type Delivery =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused' | 'unknown' | 'unreachable'; readonly reason: string };

/** Carries letters out of the house, and never throws. */
export interface Carrier {
  carry(letter: Letter): Promise<Delivery>;
}

/** The short reason kept in the ledger: codes of the server and of the network, never an address or a text. */
export function reasonOf(fault: unknown): string {
  const { code, command, responseCode } = (fault ?? {}) as { code?: string; command?: string; responseCode?: number };
  return [code, command, responseCode].filter((part) => part !== undefined).join(' ') || 'unexpected';
}
