import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';
import { type FieldFault, InvalidInput } from './refusal.js';

/** Zod tells more of an issue than the standard promises; what we use of it. */
type Issue = Partial<z.core.$ZodRawIssue> & { message: string; path?: readonly unknown[]; format?: string; minimum?: unknown; maximum?: unknown; origin?: string; expected?: string; keys?: readonly string[] };

/** A message of ours in a schema is a key: `z.string().refine(…, 'cases.faults.phone')`. */
const OUR_KEY = /^[a-z0-9-]+(\.[A-Za-z0-9_-]+)+$/;

/** Turns what a schema found into faults that name the field and, by a key, the reason. */
export function faultsOf(issues: readonly unknown[]): FieldFault[] {
  return (issues as Issue[]).flatMap((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' && part ? (part as { key: unknown }).key : part));
    if (issue.code === 'unrecognized_keys') return (issue.keys ?? []).map((key) => ({ path: [...path, key].join('.'), code: 'http.faults.unknown' }));
    return [{ path: path.join('.'), ...reason(issue) }];
  });
}

function reason(issue: Issue): Omit<FieldFault, 'path'> {
  if (OUR_KEY.test(issue.message)) return { code: issue.message };
  switch (issue.code) {
    case 'invalid_type': return { code: /undefined|null/.test(issue.message) ? 'http.faults.missing' : 'http.faults.type', values: { expected: String(issue.expected) } };
    case 'too_small': return tooSmall(issue);
    case 'too_big': return { code: issue.origin === 'string' ? 'http.faults.too-long' : issue.origin === 'array' ? 'http.faults.too-many' : 'http.faults.too-big', values: { maximum: String(issue.maximum) } };
    case 'invalid_format': return { code: `http.faults.format.${KNOWN_FORMATS.has(String(issue.format)) ? String(issue.format) : 'other'}` };
    case 'invalid_value': return { code: 'http.faults.choice' };
    default: return { code: 'http.faults.other' };
  }
}

const KNOWN_FORMATS = new Set(['email', 'uuid', 'date', 'datetime', 'url']);

function tooSmall(issue: Issue): Omit<FieldFault, 'path'> {
  if (issue.origin === 'string') return Number(issue.minimum) <= 1 ? { code: 'http.faults.missing' } : { code: 'http.faults.too-short', values: { minimum: String(issue.minimum) } };
  return { code: issue.origin === 'array' ? 'http.faults.too-few' : 'http.faults.too-small', values: { minimum: String(issue.minimum) } };
}

/** Judges every body, query and parameter that has a schema; the answer names each faulty field. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidInput(faultsOf(issues)) });

/** Judges a value by a schema outside a route's parameter: the forms of pages. */
export function judgeInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new InvalidInput(faultsOf(parsed.error.issues));
  return parsed.data;
}
