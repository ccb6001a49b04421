import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { pageQuery } from '../../../libs/http/keyset.js';
import { TIERS } from '../../cases/cases.door.js';
import { UNMET_REASONS } from '../referral.rules.js';

const reference = readReference(join(projectRoot(), 'config'));

/** An empty field of a form says all. */
const one = (known: (code: string) => boolean, fault: string, description: string) =>
  z.string().refine((code) => code === '' || known(code), fault).optional().transform((code) => code || null).meta({ description });

/** Which needs that nobody could meet are looked at. */
export const unmetQuery = z.object({
  need: one((code) => reference.need(code) !== undefined, 'referrals.faults.need', 'The code of a need.'),
  borough: one((code) => reference.borough(code) !== undefined, 'referrals.faults.borough', 'The code of a borough.'),
  language: one((tag) => reference.language(tag) !== undefined, 'referrals.faults.language', 'The tag of a language that the household speaks.'),
  tier: one((code) => TIERS.some((tier) => tier === code), 'referrals.faults.tier', 'P1 to P4.'),
  reason: one((code) => UNMET_REASONS.some((reason) => reason === code), 'referrals.faults.reason', 'Why nobody could meet it.'),
  limit: pageQuery.shape.limit.default(25),
  after: pageQuery.shape.after,
});
export type UnmetQuery = z.output<typeof unmetQuery>;
