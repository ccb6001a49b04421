/** The shape of a protocol's YAML, and everything that must hold before an office may publish it. */
import { z } from 'zod';
import { minuteOf } from '../../libs/calendar/zone.js';
import type { ClockTime } from '../../libs/calendar/zone.js';
import { readDocument } from '../../libs/yaml/read-document.js';
import { readOffset } from './offset.rules.js';
import { ANCHORS, CHANNELS, TIERS } from './protocol.rules.js';
import type { Protocol } from './protocol.rules.js';

const name = z.strictObject({ fr: z.string().min(1), en: z.string().min(1) });
const tier = z.enum(TIERS);
const roll = z.enum(['BACK', 'FORWARD', 'NONE']);
const channels = z.array(z.enum(CHANNELS)).min(1);
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,15}$/, 'capital letters and digits, at most 16');

const offset = z.string().transform((text, context) => {
  const read = readOffset(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: `"${text}" is not an offset like "24 H", "-7 C", "3 B" or "4 BH"` });
  return z.NEVER;
});
const days = offset.refine(({ unit }) => unit === 'days', 'counted in days: C or B');
const ahead = offset.refine(({ amount }) => amount > 0, 'must lie ahead');
const hoursAhead = ahead.refine(({ unit }) => unit === 'hours', 'counted in hours: H or BH');
const daysAhead = days.refine(({ amount }) => amount > 0, 'must lie ahead');

const dueTime = z.string().transform((text, context) => {
  try {
    minuteOf(text);
  } catch {
    context.addIssue({ code: 'custom', message: `"${text}" is not a time written HH:MM` });
  }
  return text as ClockTime;
});

const checklist = z.array(z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
  per: z.enum(['household', 'newcomer', 'adult', 'child']),
  name,
})).min(1);

const checkpoint = z.strictObject({
  code,
  name,
  anchor: z.enum(ANCHORS),
  offsets: z.partialRecord(tier, offset.refine(({ unit, clock }) => unit === 'days' || clock === 'ELAPSED', 'a checkpoint is due after H, C or B')),
  roll,
  channels: z.partialRecord(tier, channels),
  checklist,
  firstContact: z.boolean().default(false),
  interpreter: z.boolean().default(false),
  statuses: z.array(z.string().regex(/^[A-Z_]+\*?$/, 'a status code, or the beginning of one and *')).min(1).optional(),
  withinDaysOfArrival: z.int().positive().optional(),
  basis: z.string().min(1),
}).superRefine(({ anchor, offsets, channels: ways }, context) => {
  for (const each of TIERS) {
    if (offsets[each]?.unit === 'hours' && anchor !== 'ARRIVAL') context.addIssue({ code: 'custom', path: ['offsets', each], message: 'hours are counted from ARRIVAL only' });
    if (offsets[each] && !ways[each]) context.addIssue({ code: 'custom', path: ['channels', each], message: 'this tier has an offset, but no channel' });
    if (ways[each] && !offsets[each]) context.addIssue({ code: 'custom', path: ['offsets', each], message: 'this tier has a channel, but no offset' });
  }
});

const escalation = z.strictObject({
  nudge: z.strictObject({ percent: z.int().min(1).max(99), before: ahead }),
  lead: ahead, manager: ahead, head: ahead,
});

const protocol = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and hyphens'),
  version: z.int().positive(),
  name,
  dueTime,
  checkpoints: z.array(checkpoint).min(1),
  contacts: z.strictObject({
    code, name, checklist,
    every: z.partialRecord(tier, daysAhead), fallback: daysAhead, afterReopening: daysAhead,
    rolls: z.record(tier, roll), channels: z.record(tier, channels),
  }),
  escalation: z.record(tier, escalation),
  attempts: z.strictObject({
    ladder: z.array(z.strictObject({ after: ahead, channel: z.enum(['same', 'other', 'partner', 'visit']) })).min(1),
    urgent: z.strictObject({
      tiers: z.array(tier), after: hoursAhead, channel: z.enum(['same', 'other']), escalateAfter: z.int().positive(),
    }),
    unreached: z.strictObject({ attempts: z.int().positive(), days: z.int().positive(), channels: z.int().positive() }),
    closureAfter: daysAhead.refine(({ clock }) => clock === 'CALENDAR', 'counted in calendar days: C'),
  }),
}).superRefine((read, context) => {
  const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  for (const [path, message] of repeated(read)) fault(path, message);

  const first = read.checkpoints.filter((each) => each.firstContact);
  const index = read.checkpoints.findIndex((each) => each.firstContact);
  if (first.length !== 1) fault(['checkpoints'], `${first.length} checkpoints are the first contact; exactly one must be`);
  for (const each of TIERS) {
    const amount = first[0]?.offsets[each]?.amount;
    if (first[0] && !(amount && amount > 0)) fault(['checkpoints', index, 'offsets', each], 'the first contact lies ahead, in every tier');
  }
});

type Read = { checkpoints: z.output<typeof checkpoint>[]; contacts: { code: string; checklist: z.output<typeof checklist> } };

function repeated(read: Read): [path: (string | number)[], message: string][] {
  const faults: [(string | number)[], string][] = [];
  const seen = new Set<string>();
  const once = (value: string, path: (string | number)[]) => {
    if (seen.has(value)) faults.push([path, `"${value}" is already used`]);
    seen.add(value);
  };
  const places = [...read.checkpoints.map((each, i) => ({ ...each, path: ['checkpoints', i] })), { ...read.contacts, path: ['contacts'] }];
  for (const place of places) {
    once(place.code, [...place.path, 'code']);
    place.checklist.forEach((item, i) => once(item.code, [...place.path, 'checklist', i, 'code']));
  }
  return faults;
}

/** Reads a protocol's YAML. @throws InvalidDocument with the path and reason of each fault. */
export function readProtocol(text: string, source: string): Protocol {
  return readDocument(protocol, text, source);
}
