/**
 * What a registration form says, in the shape that the API takes: the pages and the API then share every rule. The form
 * differs in three ways: its first row is the head, its ways to reach somebody may be left empty, and its owner and
 * tier are chosen among words that only the page knows.
 */
import { isCivilDate } from '../../../libs/calendar/civil-date.js';
import type { FieldFault } from '../../../libs/http/refusal.js';
import type { Reference } from '../../../config/reference.js';
import { HOUSING, INTERPRETER, URGENCIES } from '../../cases/cases.door.js';
import type { Proposal } from '../household.rules.js';
import type { PreviewRequest } from '../preview-arrival.js';
import type { Tier } from '../tier.rules.js';
import type { Typed } from '../../../libs/http/typed.js';

/** A household that is here, or one that is to come. */
export type Kind = 'arrival' | 'notice';

const PLAIN = ['immigrationStatus', 'source', 'language', 'interpreter', 'borough', 'housing', 'note'] as const;
const OF_KIND = { arrival: ['arrivalOn', 'arrivalTime', 'provinceArrivalOn'], notice: ['plannedArrivalOn', 'noticeNumber'] } as const;
const TIER = /^P[1-4]$/;
const OWNER_OF = /^(least_loaded|nobody):([0-9a-f-]{36})$/;

/** The day that a form's promises are counted from. */
export const dayField = (kind: Kind): 'arrivalOn' | 'plannedArrivalOn' => (kind === 'arrival' ? 'arrivalOn' : 'plannedArrivalOn');

/** The body that the API would take; what is wrong with it is left to its own checks. */
export function inputOf(typed: Typed, kind: Kind): Record<string, unknown> {
  const plain = Object.fromEntries([...PLAIN, ...OF_KIND[kind]].flatMap((name) => (typed.text(name) === undefined ? [] : [[name, typed.text(name)]])));
  return {
    ...plain,
    newcomers: typed.rows('newcomers').map((row, place) => ({
      kinship: place === 0 ? 'head' : row.text('kinship') ?? 'other',
      ...(row.text('givenName') === undefined ? {} : { givenName: row.text('givenName') }),
      familyName: row.text('familyName') ?? '', birthOn: row.text('birthOn') ?? null,
    })),
    languages: typed.list('languages'),
    urgencies: typed.list('urgencies'),
    contactWays: waysIn(typed).map(({ way }) => way),
    hasJobOrSchool: typed.is('hasJobOrSchool'),
    agreesToMessages: typed.is('agreesToMessages'),
    ...ownerOf(typed.text('owner')),
  };
}

/** Faults named as the form names its fields: a way that was left empty has no place in the input. */
export function faultsInForm(faults: readonly FieldFault[], typed: Typed): FieldFault[] {
  const places = waysIn(typed).map(({ place }) => place);
  return faults.map((fault) => {
    const way = /^contactWays\.(\d+)(\..*)?$/.exec(fault.path);
    if (way) return { ...fault, path: `contactWays.${places[Number(way[1])] ?? 0}${way[2] ?? ''}` };
    return fault.path === 'teamId' ? { ...fault, path: 'owner' } : fault;
  });
}

/** What can be previewed of a form that is still being filled in: what is missing or wrong counts as not said. */
export function previewOf(typed: Typed, kind: Kind, reference: Reference): PreviewRequest | undefined {
  const day = typed.text(dayField(kind));
  if (day === undefined || !isCivilDate(day)) return undefined;
  const birth = (text: string | undefined): string | null => (text !== undefined && isCivilDate(text) ? text : null);
  const status = typed.text('immigrationStatus');
  const time = /^\d\d:\d\d$/.exec(typed.text('arrivalTime') ?? '')?.[0];
  return {
    ...(kind === 'arrival' ? { arrivalOn: day, arrivalTime: time } : { plannedArrivalOn: day }),
    newcomers: typed.rows('newcomers').map((row) => ({ birthOn: birth(row.text('birthOn')) })),
    immigrationStatus: status !== undefined && reference.status(status) ? status : 'UNKNOWN',
    language: reference.language(typed.text('language') ?? '')?.tag ?? 'und',
    languages: typed.list('languages'),
    interpreter: INTERPRETER.find((one) => one === typed.text('interpreter')) ?? 'wished',
    housing: HOUSING.find((one) => one === typed.text('housing')) ?? null,
    urgencies: URGENCIES.filter((one) => typed.list('urgencies').includes(one)),
    contactWays: waysIn(typed).map(({ way }) => way),
    hasJobOrSchool: typed.is('hasJobOrSchool'),
    agreesToMessages: typed.is('agreesToMessages'),
    provinceArrivalOn: birth(typed.text('provinceArrivalOn')),
    ...ownerOf(typed.text('owner')),
    ...(chosenTier(typed) && { tier: { confirmed: chosenTier(typed) as Tier } }),
  };
}

/** What a form brings back of the proposal that was shown beside it: nobody confirms reasons they have not seen. */
export const markOf = ({ tier, reasons }: Proposal): string => [tier, ...reasons.map(({ code }) => code)].join(' ');

/** The tier that somebody chose instead of the proposed one. */
export function chosenTier(typed: Typed): Tier | undefined {
  const chosen = typed.text('tier.confirmed');
  return chosen !== undefined && TIER.test(chosen) ? (chosen as Tier) : undefined;
}

function waysIn(typed: Typed): { readonly place: number; readonly way: { readonly kind: 'phone' | 'email'; readonly value: string; readonly safeToCall: boolean; readonly safeToText: boolean; readonly voicemailOk: boolean; readonly codeWord: string | null; readonly preferred: boolean } }[] {
  const ways = (['phone', 'email'] as const).flatMap((kind, place) => {
    const value = typed.text(`contactWays.${place}.value`);
    const is = (name: string): boolean => typed.is(`contactWays.${place}.${name}`);
    const safe = { safeToCall: is('safeToCall'), safeToText: is('safeToText'), voicemailOk: is('voicemailOk') };
    return value === undefined ? [] : [{ place, way: { kind, value, ...safe, codeWord: typed.text(`contactWays.${place}.codeWord`) ?? null, preferred: false } }];
  });
  // The first that may be used at all is the one to try first.
  const first = ways.find(({ way }) => way.safeToCall || way.safeToText);
  return ways.map((one) => (one === first ? { ...one, way: { ...one.way, preferred: true } } : one));
}

function ownerOf(chosen: string | undefined): { owner: string; teamId?: string } {
  const [, owner, teamId] = OWNER_OF.exec(chosen ?? '') ?? [];
  return owner !== undefined && teamId !== undefined ? { owner, teamId } : { owner: chosen ?? 'least_loaded' };
}

const LABELS: Readonly<Record<string, string>> = {
  immigrationStatus: 'status', languages: 'other-language',
  arrivalOn: 'arrivalOn', plannedArrivalOn: 'plannedArrivalOn', arrivalTime: 'arrivalTime', provinceArrivalOn: 'provinceArrivalOn', noticeNumber: 'noticeNumber',
  source: 'source', borough: 'borough', language: 'language', interpreter: 'interpreter', housing: 'housing', urgencies: 'urgencies', note: 'note', owner: 'owner',
};

/** The key of the label that a field bears on the page, and of which person it is. */
export function labelOf(path: string): { readonly key: string; readonly values?: Readonly<Record<string, number>> } | undefined {
  const way = /^contactWays\.(\d)/.exec(path);
  if (way) return { key: `arrivals.form.${way[1] === '0' ? 'phone' : 'email'}` };
  const person = /^newcomers\.(\d+)\./.exec(path);
  if (person) return { key: 'arrivals.form.person', values: { number: Number(person[1]) + 1 } };
  const label = LABELS[path];
  return label === undefined ? undefined : { key: `arrivals.form.${label}` };
}
