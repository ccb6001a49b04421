import { statement, type Statement } from '../../../libs/sql/sql.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { ASSURED_DAYS, GRACE_DAYS } from '../listings/assurance.rules.js';
import { HALF_LIFE_DAYS } from '../places/places.rules.js';
import { Asking } from './asking.js';
import { RULES, type HouseholdFacts } from './eligibility.rules.js';
import { VERDICTS } from './fit.rules.js';
import { answersSql, codesSql, householdValues, reasonsSql, weighing } from './reasons.sql.js';

/** What is looked for; what is left empty does not narrow. */
export interface Question {
  readonly needs: readonly string[];
  readonly languages: readonly string[];
  readonly borough: string | null;
  /** From where distances are measured, and from how many kilometres on it is too far. */
  readonly near: { readonly latitude: number; readonly longitude: number; readonly km: number | null } | null;
  readonly openNow: boolean;
  readonly hasRoom: boolean;
  /** Only those whose every rule is known to be met. */
  readonly eligible: boolean;
  readonly text: string;
  readonly household: HouseholdFacts | null;
  /** Also those that cannot help now, after those that can. */
  readonly all: boolean;
  /** Also listings that nobody has confirmed for too long. */
  readonly unverified: boolean;
  readonly limit: number;
  /** The moment of the first page, then the keys of the last service read. */
  readonly after: readonly (string | number | null)[] | null;
}

/** By what results are sorted: the verdict's place, places expected (most first), hundreds of metres, the name. */
export const KEYS = { class: 'int', room: 'int', far: 'int', name: 'text', id: 'uuid' } as const;
const ORDER = Object.keys(KEYS).join(', ');

/** Sorts behind every distance: given from afar, or nobody knows where. */
const NOWHERE = 2_147_483_647;
/** More places than that are all the same to somebody who needs one. */
const MANY_PLACES = 999;
/** Metres of a degree of latitude; a city is small enough to be flat. */
const DEGREE_METRES = 111_195;

/**
 * The search, put together of what is asked: what does not narrow is not in the statement. It is named after its shape, so that
 * Postgres prepares each shape once. Everything is judged at the moment of the first page, or pages would not fit together.
 */
export function searchStatement(question: Question, by: Pick<PersonActor, 'personId' | 'roles'>, officeZone: string): { readonly asked: Statement; readonly values: unknown[] } {
  const asking = new Asking();
  const [zone, actor, roles] = [asking.value('text', officeZone), asking.value('uuid', by.personId), asking.value('text', by.roles.join(','))];
  const [limit, length, moment] = [asking.value('int', question.limit), asking.value('int', question.text.length), asking.value('timestamptz', question.after?.[0] ?? null)];
  const household = question.household && householdValues(asking, question.household);
  const reasons = reasonsSql(household);
  const needs = question.needs.length > 0 ? asking.value('text[]', question.needs) : null;
  const near = question.near && nearestSql(asking, question.near);
  const further = question.after ? `and (${ORDER}) > (${Object.values(KEYS).map((type, i) => asking.value(type, question.after?.[i + 1])).join(', ')})` : '';

  const text = `
  with present as materialized (
    select now, today, today - ${ASSURED_DAYS} as due, today - ${ASSURED_DAYS + GRACE_DAYS} as dropped from (
      select now, (now at time zone ${zone})::date as today from (select coalesce(${moment}, office_now()) as now offset 0) as n offset 0) as d),
  candidate as (
    select s.id, s.name, s.status, s.closed_until, s.waitlist, s.speaks, s.serves, s.for_statuses, s.for_households, s.for_languages, s.for_boroughs,
      o.name as organisation, o.paused_until, t.now, t.today, t.due, t.dropped, r.available, r.maximum, r.told, r.expected, ${sinceSql(zone)} as since,
      ${needs ? 'true' : 'false'} as answers, ${near ? 'd.metres' : 'null::double precision as metres'}${household ? `,
      ${answersSql(household)}` : ''}
    from present t cross join services s join organisations o on o.id = s.organisation_id
      cross join lateral (select sum(p.available)::int as available, sum(p.maximum)::int as maximum, min(p.updated_at) as told, coalesce(sum(p.available
        * power(0.5, greatest(0, extract(epoch from t.now - p.updated_at)::double precision) / ${HALF_LIFE_DAYS * 86_400})), 0) as expected from places p where p.service_id = s.id) r
      ${near ? `left join lateral (${near}) d on true` : ''}
    where ${filtersSql(asking, question, { needs, zone })}),
  judged as materialized (
    select c.*, case when ${weighing('out', reasons)} then 2 when ${weighing('doubt', reasons)} then 1 else 0 end as class,
      -least(floor(c.expected), ${MANY_PLACES})::int as room, coalesce(round(c.metres / 100)::int, ${NOWHERE}) as far
    from candidate c where ${narrowedSql(question, reasons)}),
  page as materialized (select * from judged where ${question.all ? 'true' : 'class < 2'} ${further} order by ${ORDER} limit ${limit} + 1),
  recorded as materialized (
    select audit_append(${actor}, ${actor}, ${roles}, 'services.searched', null, jsonb_build_object('length', ${length}, 'hits', (select count(*) from page))) as entry)
  select (select entry from recorded) as entry, (select now from present) as at,
    (select json_build_object('fits', count(*) filter (where class = 0), 'maybe', count(*) filter (where class = 1), 'no', count(*) filter (where class = 2)) from judged)::text as counts,
    case when (select count(*) from page) > ${limit} then (select json_build_array(now, ${ORDER}) from page order by ${ORDER} offset ${limit} - 1 limit 1) end as last,
    (select coalesce(json_agg(item), '[]')::text from (
      select ${itemSql(reasons)} as item from (select * from page order by ${ORDER} limit ${limit}) c join services s on s.id = c.id
      order by ${ORDER.replaceAll(/\w+/g, 'c.$&')}) as i) as items`;
  return { asked: statement(`services.search.${shapeOf(question)}`, text), values: asking.values };
}

/** Since when a listing counts as confirmed: the day somebody said so or, if nobody did, the day it came. */
const sinceSql = (zone: string): string => `coalesce(s.assured_on, (s.created_at at time zone ${zone})::date)`;

function filtersSql(asking: Asking, { languages, borough, near, openNow, text, unverified }: Question, { needs, zone }: { needs: string | null; zone: string }): string {
  return [
    needs && `s.needs && ${needs}`,
    languages.length > 0 && `s.speaks && ${asking.value('text[]', languages)}`,
    borough !== null && `(s.serves = '{}' or ${asking.value('text', borough)} = any(s.serves))`,
    openNow && 's.openings @> t.now',
    near !== null && near.km !== null && `(d.metres is null or d.metres <= ${asking.value('double precision', near.km * 1000)})`,
    text !== '' && sayingSql(asking, text),
    !unverified && `${sinceSql(zone)} > t.dropped`,
  ].filter(Boolean).join(' and ') || 'true';
}

/** From so many letters on, a word may be written nearly so: shorter ones are near to everything. */
const NEAR_LETTERS = 5;

/** Every word of the text stands within the service's words, or nearly so. Folded by the database, as those are; the longest is looked for first, by the index. */
function sayingSql(asking: Asking, text: string): string {
  // Signs that mean something to LIKE are no part of a word.
  const [longest, ...others] = wordsOf(text).sort((one, other) => other.length - one.length);
  const said = (word: string): string => `(s.words like '%' || fold(${word}) || '%' or length(${word}) >= ${NEAR_LETTERS} and fold(${word}) operator(public.<%) s.words)`;
  if (longest === undefined) return 'false';
  return `${said(asking.value('text', longest))}${others.length > 0 ? ` and not exists (select from unnest(${asking.value('text[]', others)}) as word where not ${said('word')})` : ''}`;
}

const wordsOf = (text: string): string[] => text.split(/[\s\\%_]+/).filter(Boolean);

function narrowedSql({ hasRoom, eligible }: Question, reasons: ReturnType<typeof reasonsSql>): string {
  const unmet = RULES.flatMap((rule) => [`${rule}.not-met`, `${rule}.unknown`] as const).map((code) => reasons[code]).filter((condition) => condition !== 'false');
  return [hasRoom && `(${reasons['room.free']})`, eligible && unmet.length > 0 && `not coalesce(${unmet.map((condition) => `(${condition})`).join(' or ')}, false)`].filter(Boolean).join(' and ') || 'true';
}

const nearestSql = (asking: Asking, { latitude, longitude }: { latitude: number; longitude: number }): string => `
  select min(sqrt(power(l.latitude - ${asking.value('double precision', latitude)}, 2)
    + power((l.longitude - ${asking.value('double precision', longitude)}) * ${asking.value('double precision', Math.cos(latitude * Math.PI / 180))}, 2))) * ${DEGREE_METRES} as metres
  from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
  where sl.organisation_id = s.organisation_id and sl.service_id = s.id and l.location_type = 'physical'`;

/** A result as JSON: what it is, the verdict with its reasons, and the values that words for them need. */
const itemSql = (reasons: ReturnType<typeof reasonsSql>): string => `json_build_object('id', c.id, 'organisationId', s.organisation_id, 'name', c.name, 'organisation', c.organisation,
        'verdict', (array[${VERDICTS.map((verdict) => `'${verdict}'`).join(', ')}])[c.class + 1], 'reasons', ${codesSql(reasons)},
        'needs', s.needs, 'speaks', c.speaks, 'serves', c.serves, 'alert', s.alert, 'km', round((c.metres / 1000)::numeric, 1),
        'places', case when c.available is not null then json_build_object('available', c.available, 'maximum', c.maximum, 'expected', round(c.expected::numeric, 1), 'toldAt', c.told) end,
        'waitlist', case when c.waitlist then json_build_object('size', s.waitlist_size, 'weeks', s.waitlist_weeks) end,
        'rules', json_build_object('statuses', c.for_statuses, 'minimumAge', s.minimum_age, 'maximumAge', s.maximum_age, 'genders', s.for_genders,
          'households', c.for_households, 'languages', c.for_languages, 'boroughs', c.for_boroughs, 'text', s.eligibility_description),
        'assuredOn', s.assured_on, 'closedUntil', c.closed_until, 'pausedUntil', c.paused_until,
        'opening', (select json_build_object('from', lower(span), 'to', upper(span)) from unnest(s.openings) as span where upper(span) > c.now limit 1),
        'phone', s.listing #>> '{phones,0,number}',
        'location', (select json_build_object('name', l.name, 'borough', l.borough, 'address', l.listing #>> '{addresses,0,address_1}')
          from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
          where sl.organisation_id = s.organisation_id and sl.service_id = s.id order by sl.position nulls last, sl.id limit 1))`;

/** Two questions of one shape are one statement with other values. */
const shapeOf = ({ needs, languages, borough, near, openNow, hasRoom, eligible, text, household, all, unverified, after }: Question): string =>
  [needs.length > 0, languages.length > 0, borough !== null, near !== null, (near?.km ?? null) !== null, openNow, hasRoom, eligible, text !== '', wordsOf(text).length > 0, wordsOf(text).length > 1, household !== null, all, unverified, after !== null]
    .map((used) => (used ? '1' : '0')).join('');
