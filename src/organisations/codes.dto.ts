import { join } from 'node:path';
import { z } from 'zod';
import { readReference } from '../../config/reference.js';
import { projectRoot } from '../../config/root.js';

const reference = readReference(join(projectRoot(), 'config'));

/** Codes of the office's lists, as every part of the network takes them. */
export const needCode = z.string().refine((code) => reference.need(code) !== undefined, 'organisations.faults.need');
export const boroughCode = z.string().refine((code) => reference.borough(code) !== undefined, 'organisations.faults.borough');
export const statusCode = z.string().refine((code) => reference.status(code) !== undefined, 'organisations.faults.status');
