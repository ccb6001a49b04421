import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../../config/root.js';
import { verifyAudit } from '../../libs/audit/verify.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { asCivilDate, type CivilDate } from '../../libs/calendar/civil-date.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { passwordFault } from '../../src/accounts/sign-in/password.rules.js';
import { faultsOfDraft } from '../../src/cases/draft.rules.js';
import { readReference } from '../../config/reference.js';
import { readCast } from '../../src/demo-city/cast.js';
import { Chance } from '../../src/demo-city/chance.js';
import { rowsOf } from '../../src/demo-city/city-rows.js';
import { readAccounts, readablePassword } from '../../src/demo-city/demo-accounts.js';
import { DemoHouse } from '../../src/demo-city/demo-house.js';
import { type City, DESK, drawCity, FIRST_CONTACT_IN_TIME, HOUSEHOLDS } from '../../src/demo-city/draw-city.js';
import { SIZE_SHARES, STATUS_SHARES } from '../../src/demo-city/household.js';
import { isFirstContact } from '../../src/demo-city/fates.js';
import { ANSWERS, drawHelp, NO_SHOW, STARTED } from '../../src/demo-city/helping.js';
import { drawNetwork, type DemoNetwork } from '../../src/demo-city/network.js';
import { openingDay, sceneOf } from '../../src/demo-city/scene.js';
import { scheduledOf } from '../../src/demo-city/story.js';
import { plan } from '../../src/follow-ups/plan.rules.js';
import { readProtocol } from '../../src/follow-ups/protocol.dto.js';
import { Watchdog } from '../../src/follow-ups/watchdog.js';
import { facetsOf, vocabularyOf } from '../../src/organisations/listings/facets.rules.js';
import { HSDS } from '../../src/organisations/hsds/hsds.shape.js';
import { understanding } from '../../src/organisations/hsds/taxonomies.rules.js';
import { PlanAlarms } from '../../src/organisations/organisations.door.js';
import { PlanCare } from '../../src/referrals/care/plan-care.js';
import { type Product, startProduct } from '../support/product.js';

// A whole city is a few seconds' work; a busy machine may take its time.
jest.setTimeout(120_000);

const config = join(projectRoot(), 'config');
const file = join(config, 'protocols/mtl-premiers-jours@1.yaml');
const protocol = readProtocol(readFileSync(file, 'utf8'), file);
const calendar = loadCalendars(join(config, 'calendars')).get('mtl-counter');
if (!calendar) throw new Error('the tests need the city’s calendar');
const office = { calendar, zone: 'America/Toronto' };
const reference = readReference(config);

const draw = (now: string, households = HOUSEHOLDS): City => {
  const scene = sceneOf(openingDay(new Date(now), office), { cast: readCast(), reference, protocol, office });
  return drawCity(new Chance(`test ${scene.day}`), scene, households);
};
const drawn = new Map<string, City>();
const cityOf = (now: string): City => {
  const city = drawn.get(now) ?? draw(now);
  drawn.set(now, city);
  return city;
};
const digest = (city: City): string => createHash('sha256').update(JSON.stringify(rowsOf(city))).digest('hex');
const share = <T>(list: readonly T[], is: (each: T) => boolean): number => (100 * list.filter(is).length) / list.length;

describe('A demo city is drawn', () => {
  it('on the morning of an office day: today while there is work ahead, else the next one', () => {
    const on = (now: string): CivilDate => openingDay(new Date(now), office);
    expect(on('2026-11-23T14:00:00Z')).toBe('2026-11-23');
    expect(on('2026-11-23T07:00:00Z')).toBe('2026-11-23');
    expect(on('2026-11-23T21:00:00Z')).toBe('2026-11-24');
    expect(on('2026-11-21T15:00:00Z')).toBe('2026-11-23');
    expect(on('2026-12-23T22:00:00Z')).toBe('2027-01-04');
  });

  it('the same every time on the same day, and another on another day', () => {
    const morning = digest(draw('2026-11-23T14:00:00Z', 250));
    expect(digest(draw('2026-11-23T18:30:00Z', 250))).toBe(morning);
    expect(digest(draw('2026-11-24T14:00:00Z', 250))).not.toBe(morning);
  });

  // A Monday, the morning after the city's closure, a day in the summer's crest.
  for (const now of ['2026-11-23T14:00:00Z', '2027-01-04T14:00:00Z', '2027-08-11T14:00:00Z']) {
    it(`with the figures of the real city (${now.slice(0, 10)})`, () => {
      const { stories, scene } = cityOf(now);
      const homes = stories.map(({ file: { household } }) => household);
      expect(stories).toHaveLength(HOUSEHOLDS);

      for (const [status, target] of STATUS_SHARES) expect(Math.abs(share(homes, (home) => home.status === status) - target)).toBeLessThan(3);
      for (const [size, target] of SIZE_SHARES) expect(Math.abs(share(homes, ({ people }) => Math.min(5, people.length) === size) - target)).toBeLessThan(3);
      for (const { code, demoWeight } of reference.boroughs) expect(Math.abs(share(homes, ({ borough }) => borough === code) - demoWeight)).toBeLessThan(3);

      const first = stories.flatMap(({ steps }) => steps)
        .filter((step) => isFirstContact(step) && step.state !== 'superseded' && step.state !== 'waived' && step.standardDueAt <= scene.asOf);
      const inTime = share(first, ({ state, settledAt, standardDueAt }) => state === 'done' && settledAt !== null && settledAt <= standardDueAt);
      expect(Math.abs(inTime - 100 * FIRST_CONTACT_IN_TIME)).toBeLessThan(3);

      const assessed = stories.filter(({ scores }) => scores.length > 0);
      expect(assessed.length).toBeGreaterThan(HOUSEHOLDS / 2);
      expect(Math.min(...assessed.map(({ scores }) => new Set(scores.map(({ code }) => code)).size))).toBeGreaterThanOrEqual(12);
    });

    it(`so that every caseworker comes to a day's work (${now.slice(0, 10)})`, () => {
      const { stories, scene, office: { teams } } = cityOf(now);
      for (const worker of teams.flatMap(({ caseworkers }) => caseworkers)) {
        const due = stories.filter(({ file, state }) => file.ownerId === worker.id && state !== 'closed').map((story) => scheduledOf(story)[0]?.dueAt ?? scene.asOf);
        const overdue = due.filter((at) => at < scene.asOf).length;
        const today = due.filter((at) => at >= scene.asOf && at < scene.nextMidnight).length;
        expect({ name: worker.name, overdue: overdue <= DESK.overdue, today: today >= DESK.fewest && today <= DESK.most })
          .toEqual({ name: worker.name, overdue: true, today: true });
      }
      const unassigned = stories.filter(({ file }) => !file.assigned);
      expect(unassigned.length).toBeGreaterThanOrEqual(5);
      expect(unassigned.every(({ file }) => file.ownerId === file.leadId)).toBe(true);
    });
  }

  it('of people who could all have been registered by hand', () => {
    for (const { file, scores, consents } of cityOf('2026-11-23T14:00:00Z').stories) {
      const { household, ways, newcomerIds } = file;
      expect(faultsOfDraft({
        newcomers: household.people, contactWays: ways.map((way) => ({ ...way, newcomer: way.position })), needs: [],
        consents: consents.map((each) => ({ ...each, newcomer: newcomerIds.indexOf(each.newcomerId), givenBy: 'self' as const })),
      }, '2026-11-23').filter(({ fault }) => fault !== 'expires-in-past')).toEqual([]);
      expect(scores.every(({ code, score }) => reference.need(code) && score >= 0 && score <= 4)).toBe(true);
      expect(reference.language(household.language)?.tag).toBe(household.language);
      expect(ways.filter(({ kind }) => kind === 'phone').every(({ value }) => /^\+151455501\d\d$/.test(value))).toBe(true);
    }
  });

  describe('with a network of organisations', () => {
    const networkOf = (now: string): DemoNetwork => drawNetwork(
      new Chance(`network ${now}`), sceneOf(openingDay(new Date(now), office), { cast: readCast(), reference, protocol, office }));
    const network = networkOf('2026-11-23T14:00:00Z');
    const vocabulary = { ...vocabularyOf(reference), needOf: understanding(reference.needs) };
    const day = new Date('2026-11-23T05:00:00Z');
    const facets = network.services.map((service) => facetsOf(
      { ...service, organisationName: '', there: [] }, vocabulary, { from: day, to: new Date('2027-01-22T05:00:00Z') }, office.zone));

    it('the same every time on the same day', () => {
      expect(networkOf('2026-11-23T14:00:00Z')).toEqual(network);
      expect(networkOf('2026-11-24T14:00:00Z')).not.toEqual(network);
    });

    it('of about sixty that give about a hundred and fifty services', () => {
      expect(network.organisations).toHaveLength(60);
      expect(network.services.length).toBeGreaterThanOrEqual(135);
      expect(network.services.length).toBeLessThanOrEqual(170);
      expect(new Set(network.agreements.map(({ organisationId }) => organisationId)).size).toBe(20);
      expect(network.organisations.filter(({ listed }) => !listed)).toHaveLength(1);
      expect(network.members.filter(({ role }) => role === 'coordinator').length).toBeGreaterThanOrEqual(2);
      expect(network.members.filter(({ role }) => role === 'member').length).toBeGreaterThanOrEqual(1);
    });

    it('as HSDS writes them', () => {
      for (const { organisationId, id, name, description, status, eligibilityDescription: eligibility_description, assuredOn: assured_date, listing } of network.services)
        HSDS.service.parse({ organization_id: organisationId, id, name, description, status, eligibility_description, assured_date, ...listing });
      for (const { id, name, description, email, website, listing } of network.organisations) HSDS.organization.parse({ id, name, description, email, website, ...listing });
      for (const { id, name, locationType: location_type, latitude, longitude, listing } of network.locations) HSDS.location.parse({ id, name, location_type, latitude, longitude, ...listing });
    });

    it('that can be found, with gaps that a network really has', () => {
      for (const { needs, speaks, openings } of facets) {
        expect(needs.length).toBeGreaterThan(0);
        expect(speaks).toContain('fr-CA');
        expect(openings.length).toBeGreaterThan(0);
      }
      const reached = (need: string, borough: string): boolean => facets.some(({ needs, serves }) => needs.includes(need) && (serves.length === 0 || serves.includes(borough)));
      const gaps = reference.needs.flatMap(({ code: need }) => reference.boroughs.filter(({ code }) => !reached(need, code)).map(({ code }) => `${need} ${code}`));
      expect(gaps.length).toBeGreaterThan(20);
      expect(gaps.length).toBeLessThan(reference.needs.length * reference.boroughs.length / 2);
    });

    it('that belongs to nobody', () => {
      const written = JSON.stringify(network);
      expect(written.match(/@[^"]*/g)?.filter((address) => !address.endsWith('.example'))).toEqual([]);
      expect(written.match(/https?:[^"]*/g)?.filter((url) => !/^https:\/\/([a-z-]+\.)?[a-z-]+\.example\//.test(url))).toEqual([]);
      expect(written.match(/"number":"[^"]*"/g)?.filter((phone) => !/514-555-01\d\d/.test(phone))).toEqual([]);
      expect(network.organisations.every(({ name, demo }) => demo && name.endsWith(' (démo)'))).toBe(true);
    });
  });

  describe('with organisations that were asked to help', () => {
    const now = '2026-11-23T14:00:00Z';
    const { stories, scene } = cityOf(now);
    const hoursOf = () => office;
    const told = drawHelp(new Chance('help'), scene, stories, drawNetwork(new Chance('network'), scene), hoursOf);
    const offers = told.flatMap((referral) => referral.offers);
    const answered = offers.filter(({ answer }) => answer !== null);

    it('as often as networks really are, and with the answers that they really give', () => {
      expect(told.length).toBeGreaterThan(HOUSEHOLDS);
      for (const [answer, target] of ANSWERS) expect(Math.abs(share(answered, (offer) => offer.answer === answer) - target)).toBeLessThan(3);
      // Of those sent long enough ago to have got so far.
      const old = offers.filter(({ sentAt }) => sentAt !== null && scene.asOf.getTime() - sentAt.getTime() > 45 * 86_400_000);
      expect(Math.abs(share(old, ({ startedAt }) => startedAt !== null) - STARTED)).toBeLessThan(3);
      const held = offers.flatMap(({ meetings }) => meetings).filter(({ state }) => state !== 'planned');
      expect(Math.abs(share(held, ({ state }) => state === 'no_show') - NO_SHOW)).toBeLessThan(3);
    });

    it('within their time, or not at all', () => {
      for (const { answer, answeredAt, dueAt } of answered) expect(answer === 'expired' ? answeredAt?.getTime() === dueAt?.getTime() : Number(answeredAt) < Number(dueAt)).toBe(true);
      const quick = new Map<string, number[]>();
      for (const { organisationId, businessMinutes, answer } of answered) if (answer === 'accepted' && businessMinutes !== null) quick.set(organisationId, [...(quick.get(organisationId) ?? []), businessMinutes]);
      const medians = [...quick.values()].filter(({ length }) => length >= 10).map((minutes) => minutes.sort((one, other) => one - other)[minutes.length >> 1] ?? 0);
      expect(Math.max(...medians)).toBeGreaterThan(1.5 * Math.min(...medians));
    });

    it('so that every state has somebody in it this morning', () => {
      expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['open', 'paused', 'met', 'unmet', 'withdrawn']));
      for (const state of ['sent', 'waitlisted', 'accepted', 'scheduled', 'in_service', 'completed', 'unsuccessful', 'declined', 'expired']) expect(offers.filter((offer) => offer.state === state).length).toBeGreaterThan(2);
    });
  });

  it('with passwords that its own people could have chosen', () => {
    for (let i = 0; i < 200; i += 1) expect(passwordFault(readablePassword())).toBeNull();
  });
});

describe('A demo house', () => {
  let product: Product;
  let house: DemoHouse;

  beforeAll(async () => {
    product = await startProduct({ workers: false });
    house = new DemoHouse(product.app.get(Transactions), product.env, { network: product.app.get(PlanAlarms, { strict: false }), care: product.app.get(PlanCare, { strict: false }) });
  });
  afterAll(() => product.stop());

  it('stays empty when filling it breaks off in the middle', async () => {
    await product.sql(`create function break_off() returns trigger language plpgsql as $$ begin raise 'the plug was pulled'; end $$`);
    await product.sql('create trigger break_off before insert on notes execute function break_off()');
    await expect(house.fill(150)).rejects.toThrow('the plug was pulled');
    await product.sql('drop trigger break_off on notes');

    for (const table of ['people', 'teams', 'cases', 'checkpoints', 'organisations', 'services', 'alarms', 'audit_entries']) {
      expect(await product.sql<{ n: number }>(`select count(*)::int as n from ${table}`)).toEqual([{ n: 0 }]);
    }
  });

  it('is filled once, and keeps its sign-ins for its owner', async () => {
    await house.open({ fill: true });
    expect(house.isDemo()).toBe(true);

    const accounts = readAccounts(product.env.DATA_DIR);
    expect(new Set(accounts.map(({ role }) => role))).toEqual(new Set(['caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator', 'coordinator', 'member']));
    expect(statSync(join(product.env.DATA_DIR, 'demo-accounts.json')).mode & 0o777).toBe(0o600);

    const again = new DemoHouse(product.app.get(Transactions), product.env, { network: product.app.get(PlanAlarms, { strict: false }), care: product.app.get(PlanCare, { strict: false }) });
    await again.open({ fill: true });
    expect(again.isDemo()).toBe(true);
    expect(readAccounts(product.env.DATA_DIR)).toEqual(accounts);
    expect(await product.sql(`select count(*)::int as n from cases`)).toEqual([{ n: HOUSEHOLDS }]);
  });

  it('lets its people in with the passwords that were kept', async () => {
    const [account] = readAccounts(product.env.DATA_DIR);
    const answer = await fetch(`${product.url}/api/sessions`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: account?.email, password: account?.password }),
    });
    expect(answer.status).toBe(201);
  });

  it('is marked as invented in every row that says so', async () => {
    expect(await product.sql(`select (select bool_and(demo) from people) as people, (select bool_and(demo) from teams) as teams, (select bool_and(demo) from cases) as cases`))
      .toEqual([{ people: true, teams: true, cases: true }]);
  });

  it('has a network that is found, and that nobody is written to about in its first week', async () => {
    expect(await product.sql(`select (select bool_and(demo) from organisations) as organisations, (select bool_and(demo) from services) as services,
      (select bool_and(cardinality(needs) > 0 and words <> '' and openings_until is not null) from services) as found`)).toEqual([{ organisations: true, services: true, found: true }]);
    expect(await product.sql(`
      select kind, subject_id from alarms where state = 'pending'
        and at < case when kind in ('service-places', 'service-listing') then office_now() + interval '6 days 12 hours' when kind = 'agreement-ending' then office_now() end`)).toEqual([]);
    expect(await product.sql(`select count(distinct kind)::int as kinds from alarms where kind in ('service-places', 'service-listing', 'service-reopens', 'agreement-ending', 'organisation-hours')`))
      .toEqual([{ kinds: 5 }]);
  });

  it('holds each referral once, shares only what was agreed, and will ring for every answer that is awaited', async () => {
    expect(await product.sql(`select referral_id from offers where state in ('accepted', 'scheduled', 'in_service') group by referral_id having count(*) > 1`)).toEqual([]);
    expect(await product.sql(`select o.id from offers o left join offer_shares s on s.offer_id = o.id left join consents c on c.id = s.consent_id where c.purpose is distinct from 'referral'`)).toEqual([]);
    expect(await product.sql(`select o.id from offers o left join alarms a on a.kind = 'offer-answer' and a.subject_id = o.id and a.state = 'pending' where o.state = 'sent' and a.id is null`)).toEqual([]);
    expect(await product.sql(`select r.id from referrals r join cases c on c.id = r.case_id where c.state = 'closed' and r.state in ('open', 'paused')`)).toEqual([]);
    expect(await product.sql(`select r.id from referrals r where state = 'unmet' and not exists (select from unmet_needs u where u.referral_id = r.id)`)).toEqual([]);
  });

  it('leaves nobody without a next step that somebody owes and an alarm will ring for', async () => {
    expect(await product.sql(`
      select c.number from cases c left join checkpoints k on k.id = c.next_checkpoint_id and k.case_id = c.id and k.state = 'scheduled'
      left join people p on p.id = k.owner_id and p.state = 'active'
      where c.state <> 'closed' and (k.id is null or p.id is null or k.code <> c.next_code or k.due_at <> c.next_due_at or k.owner_id <> c.owner_id
        or k.due_at <> (select min(due_at) from checkpoints x where x.case_id = c.id and x.state = 'scheduled'))`)).toEqual([]);
    expect(await product.sql(`
      select k.id from checkpoints k left join alarms a on a.kind = 'checkpoint' and a.subject_id = k.id and a.state = 'pending'
      where k.state = 'scheduled' and a.id is null`)).toEqual([]);
    expect(await product.sql(`
      select c.id from cases c left join alarms a on a.kind = 'case-arrival' and a.subject_id = c.id and a.state = 'pending' where c.state = 'expected' and a.id is null`)).toEqual([]);
    expect(await product.sql(`select id from checkpoints k where state = 'scheduled' and exists (select from cases c where c.id = k.case_id and c.state = 'closed')`)).toEqual([]);
    expect(await product.app.get(Watchdog, { strict: false }).look({ whole: true })).toEqual({ forgotten: 0, caseIds: [], healed: 0 });
  });

  it('made every promise by the house’s own plan', async () => {
    interface Row { id: string; code: string; standard: Date; superseded: boolean }
    const cases = await product.sql<Record<string, string | Date | null> & { id: string; tier: 'P1' | 'P2' | 'P3' | 'P4'; registered_at: Date; arrival_at: Date | null }>(
      'select * from cases order by number');
    const rows = await product.sql<Row & { caseId: string }>(
      `select id, case_id as "caseId", code, standard_due_at as standard, state = 'superseded' as superseded from checkpoints where code <> 'CONTACT'`);
    const byCase = grouped(rows);
    const day = (value: unknown): CivilDate | undefined => (typeof value === 'string' ? asCivilDate(value) : undefined);

    for (const file of cases) {
      const request = (arrived: boolean) => ({
        ...office, protocol, tier: file.tier, status: String(file['immigration_status']),
        anchors: {
          registeredAt: file.registered_at, plannedArrivalOn: day(file['planned_arrival_on']), moveInOn: day(file['moved_in_on']),
          provinceArrivalOn: day(file['province_arrival_on']), ...(arrived ? { arrivalOn: day(file['arrival_on']), arrivalAt: file.arrival_at ?? undefined } : {}),
        },
      });
      const came = file['arrival_on'] !== null;
      const before = plan(request(false));
      const planned = came ? [...before.filter(({ code }) => code === 'PRE'), ...plan({ ...request(true), settled: new Set(['PRE']) })] : before;
      const said = (list: readonly { code: string; at: Date }[]): string[] => list.map(({ code, at }) => `${code} ${at.toISOString()}`).sort();
      expect(said((byCase.get(file.id) ?? []).map(({ code, standard }) => ({ code, at: standard }))))
        .toEqual(said(planned.map(({ code, standardDueAt }) => ({ code, at: standardDueAt }))));
    }
  });

  it('tells nothing that has not happened yet, and no contact before its file', async () => {
    expect(await product.sql(`select id from checkpoints where settled_at > office_now()`)).toEqual([]);
    expect(await product.sql(`select a.id from attempts a join cases c on c.id = a.case_id where a.made_at > office_now() or a.made_at < c.registered_at`)).toEqual([]);
    expect(await product.sql(`select id from case_events where at > office_now()`)).toEqual([]);
    expect(await product.sql(`select id from checkpoints where state = 'done' and settled_at < started_at and channel <> 'file' and code <> 'CONTACT' limit 1`)).toEqual([]);
    expect(await product.sql(`
      select k.id from checkpoints k left join breaches b on b.checkpoint_id = k.id
      where b.checkpoint_id is null and k.state <> 'superseded' and coalesce(k.settled_at, office_now() - interval '7 hours') > k.due_at and k.moved_reason is null`)).toEqual([]);
    expect(await product.sql(`select kind from alarms where state = 'pending' and at < office_now() - interval '7 hours'`)).toEqual([]);
  });

  it('has an audit without a broken link', async () => {
    const client = new pg.Client({ connectionString: product.ownerUrl, options: '-c search_path=passerelle,public' });
    await client.connect();
    try {
      const { broken, chains } = await verifyAudit(client);
      expect(broken).toBeNull();
      expect(Number(chains)).toBeGreaterThanOrEqual(HOUSEHOLDS);
    } finally {
      await client.end();
    }
  });

  it('has a clock that runs as fast as one likes, and slows down when the house is left', async () => {
    await house.run(1_440);
    expect(await product.sql('select speed from office_clock')).toEqual([{ speed: 1_440 }]);
    await house.rest();
    expect(await product.sql('select speed from office_clock')).toEqual([{ speed: 1 }]);
  });

  it('is never made of a house in which somebody lives', async () => {
    const lived = await startProduct({ workers: false });
    try {
      await lived.sql(`insert into people (id, email, name, roles, state) values (gen_random_uuid(), 'someone@bureau.example', 'Quelqu’un', '{administrator}', 'invited')`);
      const real = new DemoHouse(lived.app.get(Transactions), lived.env, { network: lived.app.get(PlanAlarms, { strict: false }), care: lived.app.get(PlanCare, { strict: false }) });
      await real.open({ fill: true });
      expect(real.isDemo()).toBe(false);
      expect(await lived.sql('select id from cases')).toEqual([]);
      expect(existsSync(join(lived.env.DATA_DIR, 'demo-accounts.json'))).toBe(false);
    } finally {
      await lived.stop();
    }
  });
});

function grouped<R extends { caseId: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const each of rows) groups.set(each.caseId, [...(groups.get(each.caseId) ?? []), each]);
  return groups;
}
