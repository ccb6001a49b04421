import { faultsOf } from '../../../libs/http/validation.js';
import { canBeKept, type Document, follow, type Incoming, type Remark, shown } from './documents.rules.js';
import { HSDS } from './hsds.shape.js';
import { type Contradiction, TakingApart, type Network } from './network.rules.js';
import { carriedBy, isThing, listIn, type ObjectName, OBJECTS, type Thing } from './objects.rules.js';
import { isSound, type KnownCodes } from './own-attributes.rules.js';
import { type Attribute, type NeedOf, ownTermOf, type Taxonomy, type Term } from './taxonomies.rules.js';

/** What was found, and what of it could be read when nothing was wrong. */
export interface Judged {
  readonly faults: readonly Remark[];
  readonly warnings: readonly Remark[];
  readonly networks: readonly Network[];
  readonly taxonomies: readonly Taxonomy[];
  readonly terms: readonly Term[];
  /** The object of the documents that has an identity: where it stands is where a fault beside what is here stands. */
  readonly originOf: (object: ObjectName, id: string) => Thing | undefined;
}

/** What the documents are judged by. */
export interface Yardstick extends KnownCodes {
  readonly needOf: NeedOf;
  /** Whose a service here is, for documents that do not say. */
  readonly ownerOf: (serviceId: string) => string | undefined;
  /** The last day on which something can have happened. */
  readonly latest: string;
}

/** A report that names more than so many is read by nobody; what is beyond is counted. */
const MOST_REMARKS = 5_000;
const LARGEST_COUNT = 2_147_483_647;

/**
 * Judges what came in: every object by its shape, and all of it against itself. Every fault is named with where it stands; a document
 * with any is refused whole. What is odd but harmless is a warning: published examples have such things. Yields between documents.
 */
export function* judge(incoming: Incoming, yardstick: Yardstick): Generator<void, Judged> {
  const found = new Found(incoming);
  for (const document of incoming.documents) {
    judgeShape(found, document);
    judgeParts(found, document.thing, document.object, yardstick);
    yield;
  }
  const apart = new TakingApart();
  const faulty = found.faults.length > 0;
  if (!faulty) {
    for (const document of incoming.documents) {
      takeApart(found, apart, document, yardstick);
      yield;
    }
    judgeTogether(found, apart.networks());
    for (const { thing, field } of apart.contradictions.filter(once())) found.fault(thing, field, 'said-twice');
  }
  const terms = incoming.documents.filter(({ object }) => object === 'taxonomy_term').map(({ thing }) => thing as unknown as Term);
  return {
    faults: found.faults.slice(0, MOST_REMARKS), warnings: found.warnings.slice(0, MOST_REMARKS), networks: apart.networks(),
    taxonomies: [...found.taxonomies.values(), ...incoming.documents.filter(({ object }) => object === 'taxonomy').map(({ thing }) => thing as unknown as Taxonomy)],
    terms: [...found.terms.values(), ...terms],
    originOf: (object, id) => found.originOf(object, id),
  };
}

const once = (): ((one: Contradiction) => boolean) => {
  const seen = new Set<string>();
  return ({ thing, field }) => !seen.has(`${String(thing['id'])} ${field}`) && Boolean(seen.add(`${String(thing['id'])} ${field}`));
};

/** Collects remarks with their places. */
class Found {
  readonly faults: Remark[];
  readonly warnings: Remark[];
  readonly taxonomies = new Map<string, Taxonomy>();
  readonly terms = new Map<string, Term>();
  private readonly kinds = new Map<Thing, ObjectName>();
  private readonly origins = new Map<string, Thing>();
  private readonly unknown = new Set<string>();

  constructor(private readonly incoming: Incoming) {
    this.faults = [...incoming.faults];
    this.warnings = [...incoming.warnings];
  }

  know(thing: Thing, object: ObjectName): void {
    this.kinds.set(thing, object);
    const key = `${object} ${String(thing['id'])}`;
    if (!this.origins.has(key)) this.origins.set(key, thing);
  }

  originOf(object: ObjectName, id: string): Thing | undefined {
    return this.origins.get(`${object} ${id}`);
  }

  fault(thing: Thing, field: string, code: string, more: Pick<Remark, 'value' | 'values'> = {}): void {
    this.faults.push(this.remark(thing, field, code, more));
  }

  warn(thing: Thing, field: string, code: string): void {
    this.warnings.push(this.remark(thing, field, code));
  }

  /** A term is remarked on once, however many services have it. */
  unknownTerm(attribute: Thing, term: Term): void {
    if (this.unknown.has(term.id)) return;
    this.unknown.add(term.id);
    this.warnings.push({ ...this.remark(attribute, 'taxonomy_term', 'unknown-term'), value: shown(term.code ? `${term.code} ${term.name}` : term.name) });
  }

  private remark(thing: Thing, field: string, code: string, more: Pick<Remark, 'value' | 'values'> = {}): Remark {
    const { file, row, pointer } = this.incoming.placeOf(thing);
    return { file, row, pointer, object: this.kinds.get(thing), field, value: shown(thing[field]), code, ...more };
  }
}

function judgeShape(found: Found, { object, thing }: Document): void {
  remember(found, thing, object);
  const parsed = HSDS[object].safeParse(thing);
  if (parsed.success) return;
  for (const { path, code, values } of faultsOf(parsed.error.issues)) {
    const { inner, field, value } = follow(thing, path === '' ? [] : path.split('.'));
    found.fault(inner, field, code, { value: shown(value), values });
  }
}

function remember(found: Found, thing: Thing, object: ObjectName): void {
  found.know(thing, object);
  for (const carried of carriedBy(thing, object)) remember(found, carried.thing, carried.object);
}

/** What shapes cannot say, object by object, down to the last. */
function judgeParts(found: Found, thing: Thing, object: ObjectName, yardstick: Yardstick): void {
  judgeTexts(found, thing, object);
  judgeOrder(found, thing);
  judgeMoments(found, thing, yardstick);
  if (object === 'location') judgePlace(found, thing);
  if (object === 'service') judgeClosing(found, thing);
  if (object === 'service_capacity') for (const field of ['available', 'maximum']) judgeCount(found, thing, field);
  if (object === 'attribute') judgeAttribute(found, thing, yardstick);
  for (const field of Object.keys(OBJECTS[object].lists)) judgeList(found, thing, field);
  for (const carried of carriedBy(thing, object)) judgeParts(found, carried.thing, carried.object, yardstick);
}

/** Two of one identity in one list are one too many. */
function judgeList(found: Found, thing: Thing, field: string): void {
  const seen = new Set<unknown>();
  for (const one of listIn(thing, field)) {
    if (seen.has(one['id'])) found.fault(one, 'id', 'twice');
    seen.add(one['id']);
  }
}

function judgeTexts(found: Found, thing: Thing, object: ObjectName): void {
  const { lists, singles } = OBJECTS[object];
  for (const [field, value] of Object.entries(thing)) {
    const within = field in lists || (field in singles && isThing(value)) || (object === 'service' && field === 'organization');
    if (!canBeKept(field) || (!within && !canBeKept(value))) found.fault(thing, field, 'text');
  }
}

const ORDERED = [['valid_from', 'valid_to'], ['dtstart', 'until']] as const;
function judgeOrder(found: Found, thing: Thing): void {
  for (const [from, to] of ORDERED) {
    const [start, end] = [thing[from], thing[to]];
    if (typeof start === 'string' && typeof end === 'string' && end < start) found.fault(thing, to, 'ends-first', { values: { start } });
  }
  const [youngest, oldest] = [thing['minimum_age'], thing['maximum_age']];
  if (typeof youngest === 'number' && typeof oldest === 'number' && oldest < youngest) found.fault(thing, 'maximum_age', 'ends-first', { values: { start: youngest } });
  for (const field of ['assured_date', 'last_modified', 'updated']) if (typeof thing[field] === 'string' && thing[field].startsWith('0000')) found.fault(thing, field, 'http.faults.format.date');
}

/** What was confirmed or counted in the future would count as true until then, and nobody would be asked. */
function judgeMoments(found: Found, thing: Thing, { latest }: Yardstick): void {
  for (const field of ['assured_date', 'updated']) {
    const value = thing[field];
    if (typeof value === 'string' && /^\d{4}-/.test(value) && value.slice(0, latest.length) > latest) found.fault(thing, field, 'in-future');
  }
}

function judgePlace(found: Found, thing: Thing): void {
  for (const [field, most] of [['latitude', 90], ['longitude', 180]] as const) {
    const value = thing[field];
    if (typeof value === 'number' && Math.abs(value) > most) found.warn(thing, field, 'out-of-range');
  }
}

function judgeCount(found: Found, thing: Thing, field: string): void {
  const value = thing[field];
  if (typeof value === 'number' && !(Number.isInteger(value) && value >= 0 && value <= LARGEST_COUNT)) found.fault(thing, field, 'whole-number');
}

/** A day on which a service opens again is only said of one that is closed for a while. */
function judgeClosing(found: Found, thing: Thing): void {
  if (thing['status'] === 'temporarily closed') return;
  const until = (listIn(thing, 'attributes') as Attribute[]).find((attribute) => ownTermOf(attribute) === 'CLOSED_UNTIL' && attribute.value);
  if (until) found.fault(until, 'value', 'not-closed');
}

function judgeAttribute(found: Found, thing: Thing, yardstick: Yardstick): void {
  const attribute = thing as unknown as Attribute;
  const own = ownTermOf(attribute);
  if (own !== undefined) {
    if (!isSound(own, (attribute.value ?? '').trim(), yardstick)) found.fault(thing, 'value', 'own-term');
    return;
  }
  const { taxonomy_term: term } = attribute;
  if (!isThing(term)) return;
  found.terms.set(term.id, term);
  if (isThing(term.taxonomy_detail)) found.taxonomies.set(term.taxonomy_detail.id, term.taxonomy_detail);
  if (yardstick.needOf(term) === undefined) found.unknownTerm(thing, term);
}

function takeApart(found: Found, apart: TakingApart, { object, thing }: Document, { ownerOf }: Yardstick): void {
  if (object === 'organization') {
    for (const service of listIn(thing, 'services')) judgeOwner(found, service, String(thing['id']));
    return apart.organization(thing);
  }
  if (object !== 'service') return undefined;
  const { organization } = thing;
  const named = isThing(organization) ? organization['id'] : (thing['organization_id'] ?? ownerOf(String(thing['id'])));
  if (typeof named !== 'string') return found.fault(thing, 'organization_id', 'http.faults.missing');
  judgeOwner(found, thing, named);
  return apart.service(thing, named);
}

function judgeOwner(found: Found, service: Thing, organizationId: string): void {
  const named = service['organization_id'];
  if (named !== undefined && named !== null && named !== organizationId) found.fault(service, 'organization_id', 'other-organisation');
}

/** What organisations say, against each other and against themselves. */
function judgeTogether(found: Found, networks: readonly Network[]): void {
  const owners = new Map<string, string>();
  const fault = (object: ObjectName, id: string, code: string): void => found.fault(found.originOf(object, id) ?? { id }, 'id', code);
  for (const { id: organisationId, services, at, rooms } of networks) {
    for (const [object, ids] of [['service', services.keys()], ['service_at_location', at.keys()], ['service_capacity', rooms.keys()]] as const) {
      for (const id of ids) {
        if ((owners.get(`${object} ${id}`) ?? organisationId) !== organisationId) fault(object, id, 'other-organisation');
        owners.set(`${object} ${id}`, organisationId);
      }
    }
    const pairs = new Set<string>();
    for (const [id, { serviceId, locationId }] of at) {
      if (pairs.has(`${serviceId} ${locationId}`)) fault('service_at_location', id, 'same-place-twice');
      pairs.add(`${serviceId} ${locationId}`);
    }
  }
}
