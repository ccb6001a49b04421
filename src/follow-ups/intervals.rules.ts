/**
 * Contacts between checkpoints. A year's protocol has gaps of months; how long a household may go without a word
 * depends on its tier (weekly, fortnightly and monthly contact by descending risk is a pattern of child and family
 * services). The same rule keeps the continuity guarantee: a case never stays without a next checkpoint.
 */
import { civilDateAt, instantOf } from '../../libs/calendar/zone.js';
import { dayAfter } from './offset.rules.js';
import type { Office, Offset } from './offset.rules.js';
import type { PlannedCheckpoint } from './plan.rules.js';
import type { Protocol, Tier } from './protocol.rules.js';

/** What the next contact depends on. */
export interface IntervalRequest extends Office {
  readonly protocol: Protocol;
  readonly tier: Tier;
  /** Something was just completed, waived or recorded. */
  readonly at: Date;
  /** Due times of what is still scheduled for the case, late ones included. */
  readonly scheduled: readonly Date[];
}

/** A contact as a plan has it, except that nothing of the arrival explains its date. */
export type PlannedContact = Omit<PlannedCheckpoint, 'explain'> & { readonly offset: Offset; readonly because: 'interval' | 'continuity' | 'reopened' };

/**
 * The contact to add after something was done: the tier's interval, unless a checkpoint falls sooner; for a tier
 * without interval, only when nothing at all is scheduled any more.
 */
export function nextContact(request: IntervalRequest): PlannedContact | undefined {
  const { every, fallback } = request.protocol.contacts;
  const interval = every[request.tier];
  if (!interval) return request.scheduled.length > 0 ? undefined : contactIn(fallback, request, 'continuity');

  const contact = contactIn(interval, request, request.scheduled.length > 0 ? 'interval' : 'continuity');
  return request.scheduled.some((due) => civilDateAt(due, request.zone) <= contact.dueOn) ? undefined : contact;
}

/** The contact that a reopened case starts again with. */
export function contactAfterReopening(request: Omit<IntervalRequest, 'scheduled'>): PlannedContact {
  return contactIn(request.protocol.contacts.afterReopening, request, 'reopened');
}

function contactIn(offset: Offset, request: Omit<IntervalRequest, 'scheduled'>, because: PlannedContact['because']): PlannedContact {
  const { protocol, tier, at, calendar, zone } = request;
  const { contacts } = protocol;
  const today = civilDateAt(at, zone);
  const raw = dayAfter(today, offset, calendar);
  const rolled = calendar.roll(raw, contacts.rolls[tier]);
  const dueOn = rolled > today ? rolled : calendar.roll(raw, 'FORWARD');
  const dueAt = instantOf(dueOn, protocol.dueTime, zone);
  return {
    code: contacts.code, dueAt, dueOn, standardDueAt: dueAt, startedAt: at, channel: contacts.channels[tier][0] ?? 'call',
    checklist: contacts.checklist, absorbed: [], superseded: false, offset, because,
  };
}
