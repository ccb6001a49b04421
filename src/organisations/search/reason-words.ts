import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { isEndless } from '../directory/week.rules.js';
import type { ReasonCode } from './fit.rules.js';
import type { FoundService } from './found-service.js';

/** A reason in the reader's words, with how many, until when, for whom. */
export function reasonWords(t: Translate, code: ReasonCode, service: FoundService, at: Date, reference: Reference): string {
  const { rules, places, waitlist, opening } = service;
  const list = (codes: readonly string[], name: (each: string) => string): string => (codes.length > 0 ? t.list(codes.map(name), 'disjunction') : '');
  return t(`organisations.search.reasons.${code}`, {
    statuses: list(rules.statuses, (each) => reference.status(each)?.[t.language] ?? each),
    from: rules.minimumAge ?? 'none', to: rules.maximumAge ?? 'none',
    genders: list(rules.genders, (each) => t(`organisations.search.genders.${each}`)),
    households: list(rules.households, (each) => t(`organisations.agreements.households.${each}`).toLowerCase()),
    spoken: list(rules.languages, t.languageName), boroughs: list(rules.boroughs, (each) => reference.borough(each)?.name ?? each),
    speaks: service.speaks.length > 0 ? t.list(service.speaks.map(t.languageName)) : '', serves: list(service.serves, (each) => reference.borough(each)?.name ?? each),
    room: Math.floor(places?.expected ?? 0), available: places?.available ?? 0, told: places ? t.ago(places.toldAt, at) : '',
    weeks: waitlist?.weeks ?? 'none',
    closed: service.closedUntil ? t.date(service.closedUntil) : 'none', paused: service.pausedUntil ? t.date(service.pausedUntil) : '',
    until: opening ? closing(t, opening, at) : '', opens: opening ? t.whenNear(opening.from, at) : 'none', assured: service.assuredOn ? t.date(service.assuredOn) : 'none',
  });
}

/** The hour, and the day too when that is not today; `always` for a door that never shuts. */
const closing = (t: Translate, { from, to }: NonNullable<FoundService['opening']>, at: Date): string =>
  isEndless(at, { from: new Date(from), to: new Date(to) }) ? 'always' : t.dayNear(to, at) === t.dayNear(at, at) ? t.time(to) : t.whenNear(to, at);
