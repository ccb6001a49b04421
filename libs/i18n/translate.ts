import { directionOf, LOCALES, SPOKEN_LOCALES, type Direction, type Language, type Locale, type SpokenLanguage } from './language.js';
import { civilDay, dayText, daysBetween, instantOf, isCivil, timeText, type Moment } from './moments.js';

export type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a translator needs of the texts. */
interface Texts {
  has(language: SpokenLanguage, key: string): boolean;
  say(language: SpokenLanguage, key: string, values?: Values): string;
  translator<L extends SpokenLanguage>(language: L, zone?: string): Translate<L>;
}

/** One language's voice: says a text by its key, and tells days, times, figures and names the way its readers write them. The office's unless it says otherwise. */
export interface Translate<L extends SpokenLanguage = Language> {
  (key: string, values?: Values): string;
  readonly language: L;
  readonly locale: (typeof SPOKEN_LOCALES)[L];
  readonly dir: Direction;
  readonly zone: string;
  /** Whether a text exists, for keys made from codes. */
  has(key: string): boolean;
  /** The same voice, telling times in another zone. */
  inZone(zone: string): Translate<L>;
  /** « mardi 24 novembre 2026 » */
  day(moment: Moment): string;
  /** « 24 novembre 2026 », without the weekday: births, arrivals. */
  date(moment: Moment): string;
  /** « mar. 24 nov. »; the year is said unless it is that of `now`. */
  dayShort(moment: Moment, now?: Moment): string;
  /** « 24 nov. », for axes and narrow columns that say the year elsewhere. */
  dayTick(moment: Moment): string;
  /** « aujourd’hui », « demain », « hier », else the short day. */
  dayNear(moment: Moment, now: Moment): string;
  /** « 17 h », « 10 h 30 », “5:00 p.m.” */
  time(moment: Moment): string;
  /** « mardi 24 novembre 2026, 10 h 30 » */
  dateTime(moment: Moment): string;
  /** « aujourd’hui, 17 h », « jeu. 3 déc., 14 h »; a civil date has no hour. */
  whenNear(moment: Moment, now: Moment): string;
  /** « dans 1 h 18 », « retard de 1 j 16 h » */
  relative(moment: Moment, now: Moment): string;
  /** « 1 j 16 h », « 1 h 18 », « 24 min »: the two largest units. */
  span(ms: number): string;
  /** « il y a 9 jours », « hier » */
  ago(moment: Moment, now: Moment): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** « arabe, dari et français » */
  list(items: readonly string[], type?: 'conjunction' | 'disjunction'): string;
  /** A language by its BCP 47 tag, in this voice's words; an unknown tag is returned as it is. */
  languageName(tag: string): string;
}

const MINUTE = 60_000;

/** Makes a voice over the texts; `Messages.translator` is the way to get one. */
export function createTranslator<L extends SpokenLanguage>(texts: Texts, language: L, zone: string): Translate<L> {
  const locale = SPOKEN_LOCALES[language];
  const t = (key: string, values?: Values): string => texts.say(language, key, values);
  const has = (key: string): boolean => texts.has(language, key);

  return Object.assign(t, {
    language, locale, zone, has,
    dir: directionOf(language),
    inZone: (other: string) => texts.translator(language, other),
    ...days(t, locale, zone),
    ...spans(t, locale, zone),
    ...words(t, has, locale),
  });
}

type Say = (key: string, values?: Values) => string;

function days(t: Say, locale: Locale, zone: string) {
  const day = (moment: Moment): string => dayText(locale, zone, 'long', moment);
  const time = (moment: Moment): string => timeText(locale, zone, moment);
  const dayShort = (moment: Moment, now?: Moment): string => {
    const sameYear = now !== undefined && civilDay(moment, zone).slice(0, 4) === civilDay(now, zone).slice(0, 4);
    return dayText(locale, zone, sameYear ? 'short' : 'shortWithYear', moment);
  };
  const dayNear = (moment: Moment, now: Moment): string => {
    const away = daysBetween(now, moment, zone);
    return { '-1': t('i18n.day.yesterday'), 0: t('i18n.day.today'), 1: t('i18n.day.tomorrow') }[away] ?? dayShort(moment, now);
  };

  return {
    day, time, dayShort, dayNear,
    date: (moment: Moment): string => dayText(locale, zone, 'plain', moment),
    dayTick: (moment: Moment): string => dayText(locale, zone, 'tick', moment),
    dateTime: (moment: Moment): string => t('i18n.day.at', { day: day(moment), time: time(moment) }),
    whenNear: (moment: Moment, now: Moment): string => (isCivil(moment)
      ? dayNear(moment, now)
      : t('i18n.day.at', { day: dayNear(moment, now), time: time(moment) })),
  };
}

function spans(t: Say, locale: Locale, zone: string) {
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  const span = (ms: number): string => {
    const minutes = Math.floor(Math.abs(ms) / MINUTE);
    const [d, h, m] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
    if (d > 0) return h > 0 && d < 10 ? t('i18n.span.days-hours', { d, h }) : t('i18n.span.days', { d });
    if (h > 0) return m > 0 ? t('i18n.span.hours-minutes', { h, m: String(m).padStart(2, '0') }) : t('i18n.span.hours', { h });
    return t('i18n.span.minutes', { m });
  };

  const relative = (moment: Moment, now: Moment): string => {
    const away = isCivil(moment) ? daysBetween(now, moment, zone) * 1440 * MINUTE : instantOf(moment).getTime() - instantOf(now).getTime();
    if (isCivil(moment) && away === 0) return t('i18n.day.today');
    if (Math.abs(away) < MINUTE) return t('i18n.relative.now');
    return t(away > 0 ? 'i18n.relative.in' : 'i18n.relative.late', { span: span(away) });
  };

  const ago = (moment: Moment, now: Moment): string => {
    const days = daysBetween(now, moment, zone);
    const minutes = Math.round((instantOf(moment).getTime() - instantOf(now).getTime()) / MINUTE);
    if (isCivil(moment) || Math.abs(minutes) >= 1440) return ages.format(days, 'day');
    return Math.abs(minutes) < 60 ? ages.format(minutes, 'minute') : ages.format(Math.round(minutes / 60), 'hour');
  };

  return { span, relative, ago };
}

function words(t: Say, has: (key: string) => boolean, locale: Locale) {
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  const figures = new Intl.NumberFormat(locale);

  return {
    number: (value: number, options?: Intl.NumberFormatOptions): string =>
      (options ? new Intl.NumberFormat(locale, options) : figures).format(value),
    list: (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
      new Intl.ListFormat(locale, { type }).format(items),
    languageName: (tag: string): string => {
      const own = `i18n.languages.${tag}`;
      // Canadian French is, to Canadians, French.
      const spoken = Object.values<string>(LOCALES).includes(tag) ? tag.slice(0, 2) : tag;
      return has(own) ? t(own) : names.of(spoken) ?? tag;
    },
  };
}
