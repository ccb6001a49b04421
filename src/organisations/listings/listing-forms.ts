import { Typed } from '../../../libs/http/typed.js';
import { type Hours, WEEKDAYS } from './hours.rules.js';
import type { Section } from './service-form.view.js';

/*
 * Between forms and what deeds take. A form says nothing of what was left empty; for a listing that is « nothing ».
 */

/** Whatever a sheet says, as a form would have posted it: texts, lists, rows. */
export function typedOf(sheet: object): Typed {
  return new Typed(Object.fromEntries(Object.entries(sheet).map(([name, value]) => [name, LINES.has(name) && Array.isArray(value) ? value.join('\n') : textOf(value)])));
}

/** Lists that are typed as lines. */
const LINES = new Set(['documents', 'accessibility', 'programmes']);

function textOf(value: unknown): unknown {
  if (value === null || value === undefined || value === false) return undefined;
  if (value === true) return '1';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(textOf);
  if (typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, textOf(each)]));
}

/** Hours as the grid shows them; of the schedules that no week can say, all are kept. */
export const typedHours = ({ week, different, others }: Hours): Typed => typedOf({ week, different, keep: others.map(({ id }) => id) });

/** The week with Monday's hours on every other working day. */
export function withMondayCopied(typed: Typed): Typed {
  const monday = typed.rows('week.MO').map(({ tree }) => tree);
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, ['SA', 'SU'].includes(day) ? typed.rows(`week.${day}`).map(({ tree }) => tree) : monday]));
  return typed.with({ week });
}

type Fields = Readonly<Record<string, unknown>>;

/** What a part of the service's form says, as the API takes it. */
export function serviceFields(section: Exclude<Section, 'hours'>, typed: Typed): Fields {
  const text = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, typed.text(name) ?? null]));
  const lists = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, typed.list(name)]));
  const numbers = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, numberOf(typed.text(name))]));
  switch (section) {
    case 'what': return { name: typed.text('name') ?? '', ...text('alternateName', 'programme', 'description', 'email', 'url'), ...lists('needs', 'languages'), phones: phonesOf(typed) };
    case 'status': return { status: typed.text('status'), ...text('closedUntil', 'alert') };
    case 'who': return {
      ...text('eligibilityDescription'), ...numbers('minimumAge', 'maximumAge', 'waitlistSize', 'waitlistWeeks'), waitlist: typed.is('waitlist'),
      ...lists('forGenders', 'forHouseholds', 'forStatuses', 'forBoroughs', 'forLanguages'),
    };
    case 'where': return lists('locationIds', 'boroughs');
    case 'practical': return {
      ...text('applicationProcess', 'interpretation', 'feesDescription'), documents: linesOf(typed.text('documents')),
      costs: rowsOf(typed, 'costs').map((cost) => ({ ...cost, amount: numberOf(cost['amount'] as string | undefined) })), contacts: rowsOf(typed, 'contacts'),
    };
  }
}

/** What the grid of hours says. */
export const hoursFields = (typed: Typed): Fields => ({
  week: Object.fromEntries(WEEKDAYS.map((day) => [day, typed.rows(`week.${day}`).map(({ tree }) => tree)])),
  different: rowsOf(typed, 'different'), keep: typed.list('keep'),
});

/** What the organisation's form says; the clock is said only by those who are asked. */
export const organisationFields = (typed: Typed): Fields => ({
  name: typed.text('name') ?? '', alternateName: typed.text('alternateName') ?? null, description: typed.text('description') ?? '', email: typed.text('email') ?? null,
  website: typed.text('website') ?? null, language: typed.text('language'), listed: typed.is('listed'), phones: phonesOf(typed), programmes: linesOf(typed.text('programmes')), ...(typed.text('calendar') ? { calendar: typed.text('calendar') } : {}),
});

/** What the form of a place says. */
export const locationFields = (typed: Typed): Fields => ({
  name: typed.text('name') ?? '', locationType: typed.text('locationType'), accessibility: linesOf(typed.text('accessibility')),
  ...Object.fromEntries(['street', 'unit', 'city', 'postalCode', 'borough', 'url', 'transportation', 'description'].map((name) => [name, typed.text(name) ?? null])),
  latitude: numberOf(typed.text('latitude')), longitude: numberOf(typed.text('longitude')),
});

/** The form with one row more or one fewer, if one of those buttons was pressed. */
export function withRowsTurned(typed: Typed): Typed | undefined {
  const [add, remove] = [typed.text('add'), /^([a-z]+)\.(\d{1,3})$/i.exec(typed.text('remove') ?? '')];
  if (add !== undefined && /^[a-z]+$/i.test(add)) return typed.with({ [add]: [...trees(typed, add), {}] });
  if (remove?.[1] === undefined) return undefined;
  return typed.with({ [remove[1]]: trees(typed, remove[1]).filter((_, place) => place !== Number(remove[2])) });
}

const trees = (typed: Typed, name: string): object[] => typed.rows(name).map(({ tree }) => tree);
const phonesOf = (typed: Typed): object[] => rowsOf(typed, 'phones');
/** Rows in which something was typed; one that only says which it was is a row that was emptied. */
const rowsOf = (typed: Typed, name: string): Record<string, unknown>[] => typed.rows(name).map(({ tree }) => ({ ...tree })).filter((row) => Object.keys(row).some((field) => field !== 'id'));
const linesOf = (text: string | undefined): string[] => (text ?? '').split('\n').map((line) => line.trim()).filter(Boolean);

/** A number as people here write it; what is none is left for the schema to refuse. */
const numberOf = (text: string | undefined): number | string | null => {
  if (text === undefined) return null;
  const plain = text.replaceAll(/[\s\u00a0$]/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
};
