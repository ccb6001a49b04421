import { statement, type Statement } from '../../../libs/sql/sql.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { ASSURED_DAYS, GRACE_DAYS } from '../listings/assurance.rules.js';
import { HALF_LIFE_DAYS } from '../places/places.rules.js';
import { Asking } from './asking.js';
import { RULES, type HouseholdFacts } from './eligibility.rules.js';
import { VERDICTS } from './fit.rules.js';
import { answersSql, classSql, codesSql, householdValues, reasonsSql } from './reasons.sql.js';

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

/** What of a service its result says or its reasons ask. */
const SAID = ['organisation_id', 'status', 'closed_until', 'alert', 'waitlist_size', 'waitlist_weeks', 'needs', 'speaks', 'serves', 'openings', 'assured_on', 'eligibility_description', 'minimum_age', 'maximum_age',
  'for_statuses', 'for_genders', 'for_households', 'for_languages', 'for_boroughs', 'listing'];

/** Sorts behind every distance: given from afar, or nobody knows where. */
const NOWHERE = 2_147_483_647;
/** More places than that are all the same to somebody who needs one. */
const MANY_PLACES = 999;
/** Metres of a degree of latitude; a city is small enough to be flat. */
const DEGREE_METRES = 111_195;

/** The statements that have been written, by their names: a shape is written out once. */
const written = new Map<string, Statement>();

/**
 * The search, put together of what is asked: what does not narrow is not in the statement. It is named after its shape, so that
 * Postgres prepares each shape once. Everything is judged at the moment of the first page, or pages would not fit together.
 */
export function searchStatement(question: Question, by: Pick<PersonActor, 'personId' | 'roles'>, officeZone: string): { readonly asked: Statement; readonly values: unknown[] } {
  const asking = new Asking();
  const places = placesOf(asking, question, by, officeZone);
  const name = `services.search.${shapeOf(question)}`;
  const asked = written.get(name) ?? statement(name, textOf(question, places));
  written.set(name, asked);
  return { asked, values: asking.values };
}

type Places = ReturnType<typeof placesOf>;

/** Where the values of a question stand in its statement; what does not narrow has no place. */
function placesOf(asking: Asking, { needs, languages, borough, near, text, household, limit, after }: Question, by: Pick<PersonActor, 'personId' | 'roles'>, officeZone: string) {
  const [longest, ...others] = wordsOf(text).sort((one, other) => other.length - one.length);
  const number = (value: number): string => asking.value('double precision', value);
  return {
    zone: asking.value('text', officeZone), actor: asking.value('uuid', by.personId), roles: asking.value('text', by.roles.join(',')),
    limit: asking.value('int', limit), length: asking.value('int', text.length), moment: asking.value('timestamptz', after?.[0] ?? null),
    household: household && householdValues(asking, household),
    needs: needs.length > 0 ? asking.value('text[]', needs) : null,
    languages: languages.length > 0 ? asking.value('text[]', languages) : null,
    borough: borough === null ? null : asking.value('text', borough),
    near: near && { latitude: number(near.latitude), longitude: number(near.longitude), narrower: number(Math.cos(near.latitude * Math.PI / 180)) },
    metres: near === null || near.km === null ? null : number(near.km * 1000),
    longest: longest === undefined ? null : asking.value('text', longest), others: others.length > 0 ? asking.value('text[]', others) : null,
    after: after && Object.values(KEYS).map((type, i) => asking.value(type, after[i + 1])),
  };
}

/**
 * Most of a verdict needs nothing but the service's own row; room is a row of another table, so it is looked up last, and not at all for
 * those that are out already and only counted. JSON is made of the page alone.
 */
function textOf(question: Question, places: Places): string {
  const { zone, actor, roles, limit, length, moment, household, needs, near, after } = places;
  const reasons = reasonsSql(needs, household);
  return `
  with present as materialized (
    select now, today, today - ${ASSURED_DAYS} as due, today - ${ASSURED_DAYS + GRACE_DAYS} as dropped from (
      select now, (now at time zone ${zone})::date as today from (select coalesce(${moment}, office_now()) as now offset 0) as n offset 0) as d),
  candidate as (
    select s.*, t.*, ${sinceSql(zone)} as since, s.organisation_id in (select id from organisations where paused_until >= (select today from present)) as paused,
      ${near ? 'd.metres' : 'null::double precision as metres'}${household ? `,
      ${answersSql(household)}` : ''}
    from present t cross join services s${near ? ` cross join lateral (${nearestSql(near)}) d` : ''}
    where ${filtersSql(question, places)}),
  roomless as (
    select c.id, c.name, c.waitlist, c.now, c.today, c.due, c.dropped, c.since, c.metres,${household ? ' c.age_answer, c.gender_answer,' : ''}
      ${classSql(reasons, 'rest')} as rest
    from candidate c where ${eligibleSql(question, reasons)} offset 0),
  judged as materialized (
    select c.*, greatest(c.rest, ${classSql(reasons, 'room')}) as class,
      -least(floor(c.expected), ${MANY_PLACES})::int as room, coalesce(round(c.metres / 100)::int, ${NOWHERE}) as far
    from (select c.*, r.* from roomless c cross join lateral (
      select sum(p.available)::int as available, sum(p.maximum)::int as maximum, min(p.updated_at) as told, coalesce(sum(p.available
        * power(0.5, greatest(0, date_part('epoch', c.now - p.updated_at)) / ${HALF_LIFE_DAYS * 86_400})), 0) as expected
      from places p where p.service_id = c.id${question.all || question.hasRoom ? '' : ' and c.rest < 2'}) r) as c
    where ${question.hasRoom ? reasons['room.free'] : 'true'}),
  page as materialized (
    select * from judged where ${question.all ? 'true' : 'class < 2'}${after ? ` and (${ORDER}) > (${after.join(', ')})` : ''} order by ${ORDER} limit ${limit} + 1),
  recorded as materialized (
    select audit_append(${actor}, ${actor}, ${roles}, 'services.searched', null, jsonb_build_object('length', ${length}, 'hits', (select count(*) from page))) as entry)
  select (select entry from recorded) as entry, (select now from present) as at,
    (select json_build_object('fits', count(*) filter (where class = 0), 'maybe', count(*) filter (where class = 1), 'no', count(*) filter (where class = 2)) from judged)::text as counts,
    case when (select count(*) from page) > ${limit} then (select json_build_array(now, ${ORDER}) from page order by ${ORDER} offset ${limit} - 1 limit 1) end as last,
    (select coalesce(json_agg(${itemSql(reasons)} order by ${ORDER}), '[]')::text from (
      select p.*, ${SAID.map((column) => `s.${column}`).join(', ')}, o.name as organisation, o.paused_until, o.paused_until >= p.today as paused, n.opening, n.opening @> p.now as open
      from (select * from page order by ${ORDER} limit ${limit}) p join services s on s.id = p.id join organisations o on o.id = s.organisation_id
        left join lateral (select opening from (select unnest(s.openings) as opening) as spans where upper(opening) > p.now limit 1) n on true) as c) as items`;
}

/** Since when a listing counts as confirmed: the day somebody said so or, if nobody did, the day it came. */
const sinceSql = (zone: string): string => `coalesce(s.assured_on, (s.created_at at time zone ${zone})::date)`;

function filtersSql({ openNow, text, unverified }: Question, { zone, needs, languages, borough, metres, longest, others }: Places): string {
  return [
    needs && `s.needs && ${needs}`,
    languages && `s.speaks && ${languages}`,
    borough && `(s.serves = '{}' or ${borough} = any(s.serves))`,
    openNow && 's.openings @> t.now',
    metres && `(d.metres is null or d.metres <= ${metres})`,
    text !== '' && (longest ? sayingSql(longest, others) : 'false'),
    !unverified && `${sinceSql(zone)} > t.dropped`,
  ].filter(Boolean).join(' and ') || 'true';
}

/** From so many letters on, a word may be written nearly so: shorter ones are near to everything. */
const NEAR_LETTERS = 5;

/** Every word of the text stands within the service's words, or nearly so. Folded by the database, as those are; the longest is looked for first, by the index. */
function sayingSql(longest: string, others: string | null): string {
  const said = (word: string): string => `(s.words like '%' || fold(${word}) || '%' or length(${word}) >= ${NEAR_LETTERS} and fold(${word}) operator(public.<%) s.words)`;
  return `${said(longest)}${others ? ` and not exists (select from unnest(${others}) as word where not ${said('word')})` : ''}`;
}

/** Signs that mean something to LIKE are no part of a word. */
const wordsOf = (text: string): string[] => text.split(/[\s\\%_]+/).filter(Boolean);

function eligibleSql({ eligible }: Question, reasons: ReturnType<typeof reasonsSql>): string {
  const unmet = RULES.flatMap((rule) => [`${rule}.not-met`, `${rule}.unknown`] as const).map((code) => reasons[code]).filter((condition) => condition !== 'false');
  return eligible && unmet.length > 0 ? `not coalesce(${unmet.map((condition) => `(${condition})`).join(' or ')}, false)` : 'true';
}

/** Metres to the nearest of a service's doors; none for one that is given nowhere in particular. */
const nearestSql = ({ latitude, longitude, narrower }: NonNullable<Places['near']>): string => `
      select min(sqrt(power(door[0] - ${latitude}, 2) + power((door[1] - ${longitude}) * ${narrower}, 2))) * ${DEGREE_METRES} as metres
      from (select unnest(s.doors) as door) as doors`;

/** A result as JSON: what it is, the verdict with its reasons, and the values that words for them need. */
const itemSql = (reasons: ReturnType<typeof reasonsSql>): string => `json_build_object('id', c.id, 'organisationId', c.organisation_id, 'name', c.name, 'organisation', c.organisation,
        'verdict', (array[${VERDICTS.map((verdict) => `'${verdict}'`).join(', ')}])[c.class + 1], 'reasons', ${codesSql(reasons)},
        'needs', c.needs, 'speaks', c.speaks, 'serves', c.serves, 'alert', c.alert, 'km', round(c.metres / 100) / 10,
        'places', case when c.available is not null then json_build_object('available', c.available, 'maximum', c.maximum, 'expected', round(c.expected * 10) / 10, 'toldAt', c.told) end,
        'waitlist', case when c.waitlist then json_build_object('size', c.waitlist_size, 'weeks', c.waitlist_weeks) end,
        'rules', json_build_object('statuses', c.for_statuses, 'minimumAge', c.minimum_age, 'maximumAge', c.maximum_age, 'genders', c.for_genders,
          'households', c.for_households, 'languages', c.for_languages, 'boroughs', c.for_boroughs, 'text', c.eligibility_description),
        'assuredOn', c.assured_on, 'closedUntil', c.closed_until, 'pausedUntil', c.paused_until,
        'opening', case when c.opening is not null then json_build_object('from', lower(c.opening), 'to', upper(c.opening)) end,
        'phone', c.listing #>> '{phones,0,number}',
        'location', (select json_build_object('name', l.name, 'borough', l.borough, 'address', l.listing #>> '{addresses,0,address_1}')
          from service_locations sl join locations l on l.organisation_id = sl.organisation_id and l.id = sl.location_id
          where sl.organisation_id = c.organisation_id and sl.service_id = c.id order by sl.position nulls last, sl.id limit 1))`;

/** Two questions of one shape are one statement with other values. */
const shapeOf = ({ needs, languages, borough, near, openNow, hasRoom, eligible, text, household, all, unverified, after }: Question): string =>
  [needs.length > 0, languages.length > 0, borough !== null, near !== null, (near?.km ?? null) !== null, openNow, hasRoom, eligible, text !== '', wordsOf(text).length > 0, wordsOf(text).length > 1, household !== null, all, unverified, after !== null]
    .map((used) => (used ? '1' : '0')).join('');
