/**
 * Attempts: trying to reach a household, and what to try next.
 *
 * Trying is not succeeding. Only a two-way exchange is a contact; a message that nobody answered, a voicemail, a word
 * left with a neighbour are attempts. Each failed attempt plans the next one by the protocol's ladder; that never moves
 * the promise itself. A channel that the household flagged as unsafe is never suggested, not even as a last resort: a
 * call at the wrong moment can cost more than a missed checkpoint.
 */
import { addBusinessHours, opensAt } from '../../libs/calendar/business-time.js';
import { addDays } from '../../libs/calendar/civil-date.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf, localAt } from '../../libs/calendar/zone.js';
import { dayAfter, hoursAfter } from './offset.rules.js';
import type { Office, Offset } from './offset.rules.js';
import type { AttemptRules, Channel, Tier } from './protocol.rules.js';

/** What came of an attempt. `contact`: they answered us. `dead`: that way will not work again until it is corrected. */
export const OUTCOMES = {
  met:                   { contact: true,  dead: false },
  spoke:                 { contact: true,  dead: false },
  replied:               { contact: true,  dead: false },
  no_answer:             { contact: false, dead: false },
  voicemail_left:        { contact: false, dead: false },
  message_sent:          { contact: false, dead: false },
  left_word:             { contact: false, dead: false },
  nobody_home:           { contact: false, dead: false },
  missed_appointment:    { contact: false, dead: false },
  // Somebody answered, but nobody could understand each other: the next attempt needs an interpreter.
  no_shared_language:    { contact: false, dead: false },
  wrong_number:          { contact: false, dead: true },
  moved_away:            { contact: false, dead: true },
} as const satisfies Record<string, { contact: boolean; dead: boolean }>;

export type Outcome = keyof typeof OUTCOMES;

/** One attempt, as recorded. */
export interface AttemptFacts {
  readonly at: Date;
  readonly channel: Channel;
  readonly outcome: Outcome;
}

/** A way to reach the household, in the order they prefer. */
export interface Way {
  readonly channel: Channel;
  readonly safe: boolean;
}

/** What the next attempt depends on. */
export interface AttemptRequest extends Office {
  readonly rules: AttemptRules;
  readonly tier: Tier;
  /** All attempts for the household, oldest first. */
  readonly attempts: readonly AttemptFacts[];
  readonly ways: readonly Way[];
  /** They agreed that a partner organisation or sponsor may be asked about them. */
  readonly mayAskPartner: boolean;
}

/** What to do after a failed attempt. `none-left` and `no-safe-channel` are for the team lead to think about. */
export type NextAttempt =
  | { readonly kind: 'attempt'; readonly at: Date; readonly channel: Channel; readonly rung: number }
  | { readonly kind: 'stop'; readonly because: 'reached' | 'none-left' | 'no-safe-channel' };

/** Says whether an outcome is a contact: two-way, with the household itself. */
export function isContact(outcome: Outcome): boolean {
  return OUTCOMES[outcome].contact;
}

/** The failed attempts since the household was last in touch. */
export function failedSinceContact(attempts: readonly AttemptFacts[]): readonly AttemptFacts[] {
  return attempts.slice(attempts.findLastIndex(({ outcome }) => isContact(outcome)) + 1);
}

/** The next attempt, by the ladder; urgent tiers are tried again by the hour, for as long as it takes. */
export function nextAttempt(request: AttemptRequest): NextAttempt {
  const failed = failedSinceContact(request.attempts);
  const last = failed.at(-1);
  if (!last) return { kind: 'stop', because: 'reached' };
  if (!usableWays(request).length && !request.mayAskPartner) return { kind: 'stop', because: 'no-safe-channel' };

  const { urgent, ladder } = request.rules;
  if (urgent.tiers.includes(request.tier)) {
    const channel = channelFor(urgent.channel, last, failed, request) ?? 'partner';
    return { kind: 'attempt', at: hoursAfter(last.at, urgent.after, request), channel, rung: failed.length };
  }

  // The first failure leads to the first rung; a rung that is not open to this household is passed over.
  for (const [place, rung] of ladder.slice(failed.length - 1).entries()) {
    const channel = channelFor(rung.channel, last, failed, request);
    if (channel) return { kind: 'attempt', at: anotherTime(last.at, rung.after, request), channel, rung: failed.length + place };
  }
  return { kind: 'stop', because: 'none-left' };
}

/** Unreached: enough attempts, on enough days, by enough channels, that silence means something. */
export function isUnreached(attempts: readonly AttemptFacts[], { unreached }: AttemptRules, zone: string): boolean {
  const failed = failedSinceContact(attempts);
  return failed.length >= unreached.attempts
    && new Set(failed.map(({ at }) => civilDateAt(at, zone))).size >= unreached.days
    && new Set(failed.map(({ channel }) => channel)).size >= unreached.channels;
}

/** Says whether the team lead hears already after this failed attempt: urgent tiers do not wait for the ladder. */
export function escalatesAtOnce(tier: Tier, attempts: readonly AttemptFacts[], { urgent }: AttemptRules): boolean {
  return urgent.tiers.includes(tier) && failedSinceContact(attempts).length >= urgent.escalateAfter;
}

/** The day on which closing is proposed, counted from the last contact, or from the opening if there never was one. */
export function closureProposedOn(lastContactOn: CivilDate, { closureAfter }: AttemptRules): CivilDate {
  return addDays(lastContactOn, closureAfter.amount);
}

/** Safe, and not known to lead nowhere; a wrong number is wrong for voice and for text. */
function usableWays({ ways, attempts }: AttemptRequest): readonly Channel[] {
  const dead = new Set(failedSinceContact(attempts).filter(({ outcome }) => OUTCOMES[outcome].dead)
    .flatMap(({ channel }): Channel[] => channel === 'call' || channel === 'sms' ? ['call', 'sms'] : [channel]));
  return ways.filter(({ channel, safe }) => safe && channel !== 'file' && !dead.has(channel)).map(({ channel }) => channel);
}

type Rung = AttemptRules['ladder'][number]['channel'];

function channelFor(kind: Rung, last: AttemptFacts, failed: readonly AttemptFacts[], request: AttemptRequest): Channel | undefined {
  const usable = usableWays(request);
  if (kind === 'partner') return request.mayAskPartner ? 'partner' : undefined;
  if (kind === 'visit') return usable.includes('visit') ? 'visit' : undefined;
  if (kind === 'same' && usable.includes(last.channel)) return last.channel;

  const tried = new Set(failed.map(({ channel }) => channel));
  return usable.find((each) => !tried.has(each)) ?? usable.find((each) => each !== last.channel) ?? usable[0];
}

/** In office hours, and in the other half of the day: who works mornings does not answer mornings. */
function anotherTime(last: Date, after: Offset, { calendar, zone }: AttemptRequest): Date {
  const { date, minute } = localAt(last, zone);
  const triedAfternoon = minute >= NOON;
  if (after.unit === 'hours') {
    const soon = hoursAfter(last, after, { calendar, zone });
    const then = localAt(soon, zone);
    if ((then.minute >= NOON) !== triedAfternoon) return soon;
    return halfOf(triedAfternoon ? calendar.addBusinessDays(date, 1) : then.date, !triedAfternoon, { calendar, zone });
  }
  return halfOf(calendar.roll(dayAfter(date, after, calendar), 'FORWARD'), !triedAfternoon, { calendar, zone });
}

const NOON = 12 * 60;
/** Half past one: back from lunch, with the afternoon ahead. */
const AFTER_LUNCH = 13 * 60 + 30;

function halfOf(date: CivilDate, afternoon: boolean, { calendar, zone }: Office): Date {
  const opening = opensAt(calendar, zone, date) ?? instantOf(date, NOON, zone);
  // Half an hour after the doors open: the first minutes belong to whoever waits outside.
  if (!afternoon) return addBusinessHours(calendar, zone, opening, 0.5);
  const afterLunch = instantOf(date, AFTER_LUNCH, zone);
  return calendar.openSpans(date).some(({ from, to }) => from <= AFTER_LUNCH && AFTER_LUNCH < to) ? afterLunch : opening;
}
