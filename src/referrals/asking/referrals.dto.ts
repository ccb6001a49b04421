import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { PAUSE_REASONS, REOPEN_REASONS, UNMET_REASONS, VOID_REASONS, WAYS, WITHDRAW_REASONS } from '../referral.rules.js';
import { SHARE_FIELD_CODES } from '../sharing/share.rules.js';
import { DESPITE_REASONS } from '../suggestions/memory.rules.js';
import { USUAL_CHANCE } from './waves.rules.js';

const reference = readReference(join(projectRoot(), 'config'));

export const id = z.uuid();
export const need = z.string().refine((code) => reference.need(code) !== undefined, 'referrals.faults.need');

/** More than that at once would be a mailing, not a question. */
const MOST_ASKED = 20;

const despite = z.enum(DESPITE_REASONS).nullable().default(null).meta({ description: 'Why one service is asked directly that is not asked by itself: it said no, or its quota is used.' });

/** A need of a household, put to the network: whom to ask, in which way, and what they may know. */
export const referralInput = z.strictObject({
  caseId: id,
  need,
  newcomerId: id.nullable().default(null).meta({ description: 'One person of the household; null for all of it.' }),
  way: z.enum(WAYS).default('order'),
  services: z.array(id).max(MOST_ASKED).default([]).meta({ description: 'Whom to ask, in this order; none to choose later.' }),
  chance: z.number().gt(0).lt(1).default(USUAL_CHANCE).meta({ description: 'For a wave: the chance of a yes in time that it aims at; as few are asked together as reach it. Next to 1, all are.' }),
  note: z.string().trim().min(1).max(1_000).nullable().default(null).meta({ description: 'A word for the organisation.' }),
  fields: z.array(z.enum(SHARE_FIELD_CODES)).default([]).meta({ description: 'Which fields of the file whoever is asked may read.' }),
  restrictedToo: z.boolean().default(false).meta({ description: 'A restricted case is put to the network all the same: without it, 409.' }),
  despite,
}).meta({ id: 'ReferralInput' });
export type ReferralInput = z.output<typeof referralInput>;

/** As many households as somebody can still look over. */
export const MOST_CASES = 100;

const { way, chance, note, services } = referralInput.shape;

/** The same need of many households. */
export const manyInput = z.strictObject({
  caseIds: z.array(id).min(1).max(MOST_CASES), need, way, chance, note,
  services: z.array(id).min(1, 'referrals.faults.nobody-chosen').max(MOST_ASKED).meta({ description: 'Whom to ask for each of them, in this order.' }),
  fields: z.array(z.enum(SHARE_FIELD_CODES)).optional().meta({ description: 'Which fields of each file they may read; without it those that all of these services usually get.' }),
}).meta({ id: 'ManyReferralsInput' });
export type ManyInput = z.output<typeof manyInput>;

/** A referral in parts: each for another need or another person, or the same put to others. */
export const splitInput = z.strictObject({
  parts: z.array(z.strictObject({
    need: need.optional().meta({ description: 'The need of the whole unless told.' }),
    newcomerId: id.optional().meta({ description: 'Whom the whole is about unless told.' }),
    services, way, chance,
  })).min(2).max(10),
}).meta({ id: 'SplitReferralInput' });
export type SplitInput = z.output<typeof splitInput>;

/** A need that nobody in the network can meet. */
export const unmetInput = z.strictObject({ need, newcomerId: referralInput.shape.newcomerId, note: referralInput.shape.note }).meta({ id: 'UnmetInput' });
export type UnmetInput = z.output<typeof unmetInput>;

/** More services to ask for a referral. */
export const offersInput = z.strictObject({ services: z.array(id).min(1).max(MOST_ASKED), way: z.enum(WAYS).optional(), restrictedToo: referralInput.shape.restrictedToo, despite }).meta({ id: 'OffersInput' });
export type OffersInput = z.output<typeof offersInput>;

export const pauseInput = z.strictObject({ reason: z.enum(PAUSE_REASONS), until: z.iso.date().nullable().default(null) }).meta({ id: 'PauseReferralInput' });
export const withdrawInput = z.strictObject({ reason: z.enum(WITHDRAW_REASONS) }).meta({ id: 'WithdrawReferralInput' });
export const reopenInput = z.strictObject({ reason: z.enum(REOPEN_REASONS) }).meta({ id: 'ReopenReferralInput' });
export const voidInput = z.strictObject({ reason: z.enum(VOID_REASONS) }).meta({ id: 'VoidReferralInput' });
/** Met, or not and why. */
export const closeInput = z.discriminatedUnion('met', [z.strictObject({ met: z.literal(true) }), z.strictObject({ met: z.literal(false), reason: z.enum(UNMET_REASONS) })]).meta({ id: 'CloseReferralInput' });
