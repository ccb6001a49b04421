import { z } from 'zod';
import { id, longText } from '../cases.dto.js';
import { WAY_KINDS } from './contact.rules.js';
import { readPhone } from './phone.js';

const common = {
  safeToCall: z.boolean(),
  safeToText: z.boolean(),
  voicemailOk: z.boolean(),
  codeWord: longText(40).nullable(),
  preferred: z.boolean(),
};

/** Reads the value as its kind: a number becomes E.164, an address lower case. */
export function readWay<W extends { kind: 'phone' | 'email'; value: string }>(way: W, context: z.core.$RefinementCtx): W {
  if (way.kind === 'phone') {
    const read = readPhone(way.value);
    if ('value' in read) return { ...way, value: read.value };
    context.issues.push({ code: 'custom', message: `cases.faults.phone-${read.fault}`, path: ['value'], input: way.value });
    return z.NEVER;
  }
  const read = z.email().safeParse(way.value);
  if (read.success) return { ...way, value: read.data.toLowerCase() };
  context.issues.push({ code: 'custom', message: 'cases.faults.email', path: ['value'], input: way.value });
  return z.NEVER;
}

const shape = z.strictObject({ kind: z.enum(WAY_KINDS), value: longText(254), ...z.strictObject(common).partial().shape });

/** A way to reach them: nothing is safe unless it is said. */
export const wayInput = shape.extend({ newcomerId: id.nullable().optional() }).transform(readWay).meta({ id: 'ContactWayInput' });
export type WayInput = z.output<typeof wayInput>;

/** The same at registration, where people are known by their place in the form. */
export const wayDraft = shape.extend({ newcomer: z.int().min(0).nullable().optional() }).transform(readWay).meta({ id: 'ContactWayDraft' });

/** What may change about a way; a new value comes with its kind. */
export const wayChange = z.strictObject({ ...common, kind: z.enum(WAY_KINDS), value: longText(254), newcomerId: id.nullable() }).partial()
  .transform((way, context) => {
    if (way.value === undefined) return way;
    return readWay({ ...way, kind: way.kind ?? (way.value.includes('@') ? 'email' : 'phone'), value: way.value }, context);
  }).meta({ id: 'ContactWayChange' });
export type WayChange = z.output<typeof wayChange>;
