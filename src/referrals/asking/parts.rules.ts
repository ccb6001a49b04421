/**
 * A referral that was split is asked through its parts. It stands to them as an order to those that fill it in FHIR: it is done
 * when every order that fills it is done, and one that was taken back or entered in error fills nothing. A part that nobody could
 * meet stands on the ledger by itself, and keeps the whole open until room appears or the office decides.
 */
import type { ReferralState } from '../referral.rules.js';

/** What follows for the whole. */
export type AfterParts = 'wait' | 'meet';

/** Works out whether the whole is met. When no part counts any more the office decides what becomes of it. */
export function afterParts(parts: readonly ReferralState[]): AfterParts {
  const counted = parts.filter((state) => state !== 'withdrawn' && state !== 'voided');
  return counted.length > 0 && counted.every((state) => state === 'met') ? 'meet' : 'wait';
}
