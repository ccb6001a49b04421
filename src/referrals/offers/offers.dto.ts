import { z } from 'zod';
import { VOID_REASONS } from '../referral.rules.js';
import { DECLINE_REASONS, FAIL_REASONS, OUTCOMES, UNACCEPT_REASONS, WITHDRAW_OFFER_REASONS } from './reasons.rules.js';

const said = z.string().trim().min(1).max(4_000);

/** A no, with its reason; a word of why goes into the thread. */
export const declineInput = z.strictObject({ reason: z.enum(DECLINE_REASONS), note: said.optional() }).meta({ id: 'DeclineInput' });
/** A place on the waiting list: where in it, or how many weeks it may take; at least one of them. */
export const waitlistInput = z.strictObject({ place: z.number().int().min(1).max(10_000).nullable().default(null), weeks: z.number().int().min(0).max(260).nullable().default(null) })
  .refine(({ place, weeks }) => place !== null || weeks !== null, { path: ['weeks'], message: 'referrals.faults.place-or-weeks' }).meta({ id: 'WaitlistInput' });
export type WaitlistInput = z.output<typeof waitlistInput>;
/** A question, an answer, or a word in the thread. */
export const saidInput = z.strictObject({ text: said }).meta({ id: 'SaidInput' });
/** What came of it. */
export const outcomeInput = z.strictObject({ outcome: z.enum(OUTCOMES) }).meta({ id: 'OutcomeInput' });
export const failInput = z.strictObject({ reason: z.enum(FAIL_REASONS) }).meta({ id: 'FailInput' });
export const unacceptInput = z.strictObject({ reason: z.enum(UNACCEPT_REASONS) }).meta({ id: 'UnacceptInput' });
export const withdrawOfferInput = z.strictObject({ reason: z.enum(WITHDRAW_OFFER_REASONS) }).meta({ id: 'WithdrawOfferInput' });
export const voidInput = z.strictObject({ reason: z.enum(VOID_REASONS) }).meta({ id: 'VoidOfferInput' });
