import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../libs/sql/id.js';
import type { LinkActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { MailTemplates } from '../../libs/mail/mail-templates.js';
import { Messages } from '../../libs/i18n/messages.js';
import { PlanAlarms } from '../../src/organisations/organisations.door.js';
import { listingState } from '../../src/organisations/listings/assurance.rules.js';
import { until } from '../support/clockwork.js';
import { aMember, anOrganisation, aService, somePlaces } from '../support/network-room.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, type Client, officeTime, type Person, signedIn } from '../support/signed-in.js';

// A Monday at nine in Montréal. Days are those of the office, whose clock the tests turn.
const [MONDAY, FORTNIGHT, FORTNIGHT_AND_A_WEEK, LATER] = ['2026-03-02T14:00:00Z', '2026-03-16T14:00:30Z', '2026-03-23T14:00:30Z', '2026-04-15T14:00:00Z'];

let product: Product;
let organisation: string;
let service: string;
let placeId: string;
let manager: Client;
const sql = <R extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<R[]> => product.sql<R>(text, values);

beforeAll(async () => {
  product = await startProduct({ settings: { TRUST_PROXY: '1', LOG_LEVEL: 'silent' } });
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());
beforeEach(async () => {
  await officeTime(product, MONDAY);
  organisation = await anOrganisation(sql, 'La Maison du Sud', { email: 'bonjour@sud.example' });
  service = await aService(sql, organisation, 'Hébergement', { assuredOn: '2026-03-02' });
  placeId = await somePlaces(sql, organisation, service, { available: 4, maximum: 10, unit: 'lits', description: 'Familles' });
});
// What one test leaves behind must not ring in the next, whose clock goes back.
afterEach(() => sql("update alarms set state = 'cancelled' where state = 'pending'"));

interface Mail { address: string; language: string; template: string; content: Record<string, string | number> }
const mails = (template = 'organisations.places', of = service) => sql<Mail>(`select m.address, m.language, m.template, m.content from mails m
  join organisation_links l on m.key like 'organisation-link:' || l.id || ':%' where l.service_id = $1 and m.template = $2 order by m.created_at`, [of, template]);
const pathOf = (mail: Mail | undefined): string => new URL(String(mail?.content['url'])).pathname;
const pending = async (kind: string, subject = service) => (await sql<{ at: Date; step: number }>("select at, step from alarms where kind = $1 and subject_id = $2 and state = 'pending'", [kind, subject]))[0];
const available = async () => (await sql<{ available: number }>('select available from places where id = $1', [placeId]))[0]?.available;
const confirmed = async () => (await sql<{ on: string }>('select assured_on::text as on from services where id = $1', [service]))[0]?.on;
/** Nobody is signed in; each browser stands at an address of its own. */
let browsers = 0;
const browse = (path: string, form?: Record<string, string>, ip = `198.51.100.${(browsers += 1)}`): Promise<Response> => fetch(product.url + path, {
  redirect: 'manual', method: form ? 'POST' : 'GET', ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  headers: { 'x-forwarded-for': ip, 'sec-fetch-site': 'same-origin', 'accept-language': 'en', ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
});
/** Somebody who keeps the network tells the places, so that the alarm is set as it is every day. */
const toldByOffice = async (): Promise<void> => {
  await manager.post(`/api/services/${service}/capacity/confirm`);
  await until('the alarm is set', async () => (await pending('service-places')) !== undefined);
};
const asked = async (count: number, template?: string): Promise<Mail[]> => {
  await until(`${count} mail(s) were posted`, async () => (await mails(template)).length >= count);
  return mails(template);
};
/** A question about places, with its link. */
const aQuestion = async (): Promise<string> => {
  await toldByOffice();
  await officeTime(product, FORTNIGHT);
  return pathOf((await asked(1))[0]);
};

describe('an old figure', () => {
  it('is asked about by one mail with a link; a tap makes it fresh, and the next question is a fortnight away', async () => {
    const path = await aQuestion();
    const [mail] = await mails();
    expect(mail).toMatchObject({ address: 'bonjour@sud.example', language: 'fr', content: { service: 'Hébergement', again: 0 } });
    expect((await browse(`${path}/confirm`, {})).status).toBe(303);
    await until('the next alarm is set', async () => (await pending('service-places'))?.step === 0);
    expect((await pending('service-places'))?.at.toISOString().slice(0, 10)).toBe('2026-03-30');
    expect(await manager.json(`/api/services/${service}/capacity`)).toMatchObject({ level: 'fresh', places: [{ available: 4, source: 'link' }] });
  });

  it('is asked about once more a week later, and then only shown as old', async () => {
    const first = await aQuestion();
    await officeTime(product, FORTNIGHT_AND_A_WEEK);
    const [, second] = await asked(2);
    expect(second).toMatchObject({ content: { again: 1 } });
    // One live link per service and purpose: the newer one replaces the older.
    expect([(await browse(first)).status, (await browse(pathOf(second))).status]).toEqual([410, 200]);
    expect(await pending('service-places')).toBeUndefined();
    await officeTime(product, LATER);
    expect(await manager.json(`/api/services/${service}/capacity`)).toMatchObject({ level: 'stale' });
  });

  it('is never asked about twice, however often its alarm is set anew', async () => {
    await aQuestion();
    await until('the next question is planned', async () => (await pending('service-places'))?.step === 1);
    await sql("update alarms set step = 0, at = date_trunc('second', office_now()) where kind = 'service-places' and subject_id = $1", [service]);
    await until('the alarm rang again', async () => (await pending('service-places'))?.step === 1);
    expect(await mails()).toHaveLength(1);
  });

  it('is asked about again in time, though its alarm was set anew by what happened meanwhile', async () => {
    await aQuestion();
    await until('the next question is planned', async () => (await pending('service-places'))?.step === 1);
    await officeTime(product, '2026-03-20T14:00:00Z');
    await sql("update alarms set step = 0, at = date_trunc('second', office_now()) where kind = 'service-places' and subject_id = $1", [service]);
    await until('the alarm rang again', async () => (await pending('service-places'))?.step === 1);
    expect((await pending('service-places'))?.at.toISOString().slice(0, 10)).toBe('2026-03-23');
  });

  it('of a paused organisation, of one that wants no such mails, or that nobody can reach asks nothing', async () => {
    await sql("update organisations set paused_until = '2026-04-10' where id = $1", [organisation]);
    await toldByOffice();
    expect((await pending('service-places'))?.at.toISOString()).toBe('2026-04-13T12:30:00.000Z'); // the Monday after Easter’s break
    await sql("update organisations set paused_until = null, mails = '{listing}' where id = $1", [organisation]);
    await toldByOffice();
    await officeTime(product, FORTNIGHT);
    await until('the alarm rang', async () => (await pending('service-places'))?.step === 1);
    expect(await mails()).toEqual([]);
  });

  it('is asked of whoever has an account there, in the organisation’s language', async () => {
    await sql("update organisations set language = 'en' where id = $1", [organisation]);
    const people: Person[] = [await aMember(sql, organisation, `Awa ${organisation.slice(-4)}`), await aMember(sql, organisation, `Bruno ${organisation.slice(-4)}`, ['member'])];
    const path = await aQuestion();
    const sent = await asked(2);
    expect(sent.map(({ address, language }) => [address, language])).toEqual(people.map(({ email }) => [email, 'en']));
    expect(new Set(sent.map(({ content }) => content['url'])).size).toBe(1);
    expect(await (await browse(path)).text()).toContain('lang="en-CA"');
  });

  it('is written about without a word about anybody', async () => {
    await aQuestion();
    const [mail] = await mails();
    const t = product.app.get(Messages).translator('fr');
    const { subject, paragraphs, link, closing } = product.app.get(MailTemplates, { strict: false }).write('organisations.places', t, mail?.content ?? {});
    expect(subject).toBe('Hébergement\u00a0: combien de places aujourd’hui\u00a0?');
    expect([...paragraphs, ...(closing ?? [])].join(' ')).toContain('2 mars 2026');
    expect(link?.url).toMatch(/\/answer\/[\w-]{43}$/);
  });
});

describe('a link', () => {
  it('shows when it is opened, and changes nothing; nobody keeps its page or learns where its reader came from', async () => {
    const path = await aQuestion();
    const before = await sql('select * from organisation_links where service_id = $1', [service]);
    const shown = await browse(path);
    const html = await shown.text();
    expect([shown.status, shown.headers.get('cache-control'), shown.headers.get('referrer-policy'), shown.headers.get('x-robots-tag')]).toEqual([200, 'no-store', 'no-referrer', 'noindex, nofollow']);
    expect(html).toContain('lang="fr-CA"');
    expect(html).toContain('Familles');
    expect([await sql('select * from organisation_links where service_id = $1', [service]), await available()]).toEqual([before, 4]);
    expect(await sql("select 1 from audit_entries where subject_id = $1 and actor = 'organisation-link'", [service])).toEqual([]);
  });

  it('acts when a button is pressed, as its organisation, and again: a second tap corrects the first', async () => {
    const path = await aQuestion();
    const done = await browse(`${path}/adjust`, { placeId, by: '-1' });
    expect([done.status, done.headers.get('location')]).toEqual([303, `${path}?done=thanks-places`]);
    expect(await available()).toBe(3);
    await browse(`${path}/adjust`, { placeId, by: '1' });
    await browse(`${path}/figures`, { 'places.0.id': placeId, 'places.0.available': '7' });
    expect(await sql('select available, maximum, description, source, updated_by from places where id = $1', [placeId])).toEqual([{ available: 7, maximum: 10, description: 'Familles', source: 'link', updated_by: null }]);
    const [entry] = await sql<{ actor: string; details: { linkId: string } }>("select actor, details from audit_entries where subject_id = $1 and action = 'places.told' order by seq desc limit 1", [service]);
    expect(entry).toMatchObject({ actor: 'organisation-link', details: { linkId: expect.any(String) } });
  });

  it('counts a tap that was sent twice once: the second has seen older figures', async () => {
    const path = await aQuestion();
    const before = await available();
    const version = /name="version" value="(\d+)"/.exec(await (await browse(path)).text())?.[1] ?? '';
    const tap = (): Promise<Response> => browse(`${path}/adjust`, { placeId, by: '-1', version });
    expect([(await tap()).status, (await tap()).status, await available()]).toEqual([303, 412, (before ?? NaN) - 1]);
    await browse(`${path}/adjust`, { placeId, by: '1' });
  });

  it('says beside the field what is wrong, and keeps the figures', async () => {
    const path = await aQuestion();
    for (const typed of ['11', 'beaucoup', '1.5']) {
      const wrong = await browse(`${path}/figures`, { 'places.0.id': placeId, 'places.0.available': typed });
      expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining('id="places.0.available-fault"')]);
    }
    expect(await available()).toBe(4);
  });

  it('on a page that was left open does not write over what somebody else told since', async () => {
    const path = await aQuestion();
    const version = /name="version" value="(\d+)"/.exec(await (await browse(path)).text())?.[1] ?? '';
    await manager.post(`/api/services/${service}/capacity/adjust`, { placeId, by: 1 });
    const late = await browse(`${path}/figures`, { version, 'places.0.id': placeId, 'places.0.available': '4' });
    expect([late.status, await available()]).toEqual([412, 5]);
    const again = /name="version" value="(\d+)"/.exec(await late.text())?.[1] ?? '';
    expect((await browse(`${path}/figures`, { version: again, 'places.0.id': placeId, 'places.0.available': '4' })).status).toBe(303);
    expect(await available()).toBe(4);
  });

  it('pauses its organisation until a day, and ends the pause', async () => {
    const path = await aQuestion();
    for (const until of ['2026-03-01', '9999-12-31']) expect((await browse(`${path}/pause`, { until })).status).toBe(422);
    expect((await browse(`${path}/pause`, { until: '2026-04-01' })).status).toBe(303);
    expect(await sql('select paused_until::text as until from organisations where id = $1', [organisation])).toEqual([{ until: '2026-04-01' }]);
    expect(await (await browse(path)).text()).toContain('1er avril 2026');
    await browse(`${path}/resume`, {});
    expect(await sql('select paused_until from organisations where id = $1', [organisation])).toEqual([{ paused_until: null }]);
  });

  it('that is revoked, expired, replaced or invented opens nothing: one answer for all', async () => {
    const path = await aQuestion();
    const closed = async (at: string) => {
      const [shown, posted] = [await browse(at), await browse(`${at}/confirm`, {})];
      return [shown.status, posted.status, (await shown.text()).replaceAll(at, ''), (await posted.text()).length > 0];
    };
    const { items: [link] } = await manager.json<{ items: { id: string; sentTo: string[] }[] }>(`/api/services/${service}/links`);
    expect(link).toMatchObject({ sentTo: ['bonjour@sud.example'], usedAt: null });
    expect(JSON.stringify(link)).not.toContain(path.split('/').at(-1));
    const unknown = await closed(`/answer/${'x'.repeat(43)}`);
    expect(unknown.slice(0, 2)).toEqual([410, 410]);
    await sql("update organisation_links set expires_at = clock_timestamp() - interval '1 second' where service_id = $1", [service]);
    const expired = await closed(path);
    await sql("update organisation_links set expires_at = clock_timestamp() + interval '1 day' where service_id = $1", [service]);
    expect((await browse(path)).status).toBe(200);
    expect((await manager.post(`/api/services/${service}/links/${link?.id}/revoke`)).status).toBe(200);
    const revoked = await closed(path);
    const strip = (answer: readonly unknown[]) => answer.map((part) => (typeof part === 'string' ? part.replaceAll(/next=[^"]*/g, '') : part));
    expect([strip(expired), strip(revoked), strip(await closed('/answer/short'))]).toEqual([strip(unknown), strip(unknown), strip(unknown)]);
    expect(await available()).toBe(4);
    expect(await manager.json(`/api/services/${service}/links`)).toEqual({ items: [] });
  });

  it('guessed from one address is slowed down', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 62; n += 1) statuses.push((await browse(`/answer/${String(n).padStart(43, 'y')}`, undefined, '203.0.113.9')).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([410, 429]);
    expect((await browse(await aQuestion())).status).toBe(200);
  });

  it('is for its own organisation even where the code forgets to ask', async () => {
    const other = await anOrganisation(sql, 'Accueil Nord');
    const theirs = await aService(sql, other, 'Banque alimentaire');
    const theirPlace = await somePlaces(sql, other, theirs, { available: 9 });
    const path = await aQuestion();
    expect((await browse(`${path}/adjust`, { placeId: theirPlace, by: '-1' })).status).toBe(404);
    const holder: LinkActor = { kind: 'link', name: 'organisation-link', linkId: placeId, organisationId: organisation };
    const transactions = product.app.get(Transactions, { strict: false });
    await transactions.run(holder, async (tx) => {
      expect(await tx.query('select organisation_id from places')).toEqual([{ organisation_id: organisation }]);
      expect(await tx.query('update places set available = 0 returning id')).toEqual([[{ id: placeId }], 1]);
      expect(await tx.query('select id from services')).toEqual([{ id: service }]);
      expect(await tx.query("update organisation_links set used_at = now() where organisation_id <> $1 returning id", [organisation])).toEqual([[], 0]);
    });
    for (const forbidden of ['select * from alarms', "update organisation_links set expires_at = 'infinity', revoked_at = null"]) {
      await expect(transactions.run(holder, (tx) => tx.query(forbidden))).rejects.toThrow(/permission denied/);
    }
    expect(await sql('select available from places where id = $1', [theirPlace])).toEqual([{ available: 9 }]);
  });
});

describe('a listing that nobody confirmed for half a year', () => {
  const [DUE, DROPPED] = ['2026-08-31T13:00:00Z', '2026-09-30T13:00:00Z'];
  const assured = async (): Promise<void> => {
    const location = newId();
    await sql(`insert into locations (organisation_id, id, name, location_type, listing) values ($1, $2, 'Pavillon', 'physical', $3)`, [organisation, location, { addresses: [{ id: newId(), address_1: '12, rue des Érables', city: 'Verdun', address_type: 'physical' }] }]);
    await sql('insert into service_locations (organisation_id, id, service_id, location_id) values ($1, $2, $3, $4)', [organisation, newId(), service, location]);
    await sql(`update services set listing = $2 where id = $1`, [service, { contacts: [{ id: newId(), name: 'Responsable Une' }] }]);
    await sql("update places set updated_at = '2027-01-01' where id = $1", [placeId]);
    await toldByOffice();
    expect((await pending('service-listing'))?.at.toISOString()).toBe('2026-08-31T12:30:00.000Z');
  };

  it('is asked about, drops out of search thirty days later with a word, is confirmed by a tap and is back', async () => {
    await assured();
    await officeTime(product, DUE);
    const [first] = await asked(1, 'organisations.listing');
    expect(first).toMatchObject({ content: { since: '2026-03-02', drops: '2026-09-30', dropped: 0 } });
    expect(listingState('2026-03-02', '2026-08-31')).toBe('due');
    const shown = await (await browse(pathOf(first))).text();
    expect([shown.includes('non vérifiée'), shown.includes('Pavillon, 12, rue des Érables, Verdun')]).toEqual([true, true]);
    expect(shown).not.toContain('Responsable'); // what a listing says of people is not for a page without an account

    await until('the second moment is set', async () => (await pending('service-listing'))?.at.toISOString() === '2026-09-30T12:30:00.000Z');
    await officeTime(product, DROPPED);
    const [, second] = await asked(2, 'organisations.listing');
    expect(second).toMatchObject({ content: { dropped: 1 } });
    expect(await pending('service-listing')).toBeUndefined();
    const path = pathOf(second);
    expect(await (await browse(path)).text()).toContain('ne la montre plus');

    expect((await browse(`${path}/still-correct`, {})).headers.get('location')).toBe(`${path}?done=thanks-listing`);
    expect([await confirmed(), listingState('2026-09-30', '2026-09-30')]).toEqual(['2026-09-30', 'assured']);
    await until('it is asked again in half a year', async () => (await pending('service-listing'))?.at.toISOString().slice(0, 10) === '2027-03-31');
  });

  it('is not confirmed by a link that asks about places, but a link about the listing takes a new figure', async () => {
    expect((await browse(`${await aQuestion()}/still-correct`, {})).status).toBe(410);
    expect(await confirmed()).toBe('2026-03-02');
    await assured();
    await officeTime(product, DUE);
    const path = pathOf((await asked(1, 'organisations.listing'))[0]);
    expect((await browse(`${path}/figures`, { 'places.0.id': placeId, 'places.0.available': '2' })).status).toBe(303);
    expect([await available(), await confirmed()]).toEqual([2, '2026-03-02']);
  });
});

describe('a service that is closed for a time', () => {
  it('is given again on the day after its last, by the clock alone', async () => {
    await sql("update services set status = 'temporarily closed', closed_until = '2026-03-08' where id = $1", [service]);
    await manager.post(`/api/services/${service}/capacity/confirm`);
    await until('the alarm is set', async () => (await pending('service-reopens')) !== undefined);
    expect([(await pending('service-reopens'))?.at.toISOString(), await pending('service-places')]).toEqual(['2026-03-09T04:00:00.000Z', undefined]);
    await officeTime(product, '2026-03-09T04:00:01Z');
    await until('the service is given again', async () => (await sql<{ status: string }>('select status from services where id = $1', [service]))[0]?.status === 'active');
    expect(await sql('select closed_until from services where id = $1', [service])).toEqual([{ closed_until: null }]);
    await until('its places are asked about again', async () => (await pending('service-places')) !== undefined);
  });
});

describe('opening hours', () => {
  it('are worked out further before they run out, by the clock alone', async () => {
    const known = async () => (await sql<{ until: Date }>('select openings_until as until from services where id = $1', [service]))[0]?.until.toISOString().slice(0, 10);
    await sql("update services set openings_until = '2026-04-20T04:00:00Z' where id = $1", [service]);
    const plan = product.app.get(PlanAlarms, { strict: false });
    await product.app.get(Transactions, { strict: false }).run({ kind: 'engine', name: 'test' }, (tx) => plan.organisations(tx, [organisation]));
    expect((await pending('organisation-hours', organisation))?.at.toISOString()).toBe('2026-03-21T04:00:00.000Z');
    await officeTime(product, '2026-03-21T04:00:01Z');
    await until('the weeks that follow are known', async () => (await known()) === '2026-05-20');
    await until('and the next turn is planned', async () => (await pending('organisation-hours', organisation))?.at.toISOString().slice(0, 10) === '2026-04-20');
  });
});
