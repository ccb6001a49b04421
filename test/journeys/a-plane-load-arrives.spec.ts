import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../config/root.js';
import { type Product, startProduct } from '../support/product.js';
import { aTeam, type Client, officeTime, type Person, signedIn, type Team } from '../support/signed-in.js';

const LIST = readFileSync(join(projectRoot(), 'test/fixtures/arrival-lists/arrivals-list-nat.csv'));

interface Sheet {
  readonly state: string;
  readonly households: number;
  readonly householdsDone: number;
  readonly version: number;
  readonly recognised: { readonly encoding: string; readonly headerLanguage: string };
  readonly rows: Record<string, number>;
  readonly outcomes: Record<string, number>;
  readonly remarkedHouseholds: readonly { readonly problems: readonly { readonly text: string }[] }[];
}
interface Page<T> { readonly items: readonly T[]; readonly next: string | null }
interface Row { readonly line: number; readonly verdict: string; readonly problems: readonly { readonly text: string }[] }

let product: Product;
let team: Team;
let awa: Person;
let client: Client;

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T14:00:00Z');
  team = await aTeam(product, 'Centre', [['fr-CA', 'ar'], ['fr-CA', 'es']]);
  awa = team.caseworkers[0] as Person;
  client = await signedIn(product, awa);
}, 120_000);
afterAll(() => product?.stop());

/** Asks again until the list is loaded, and tells every figure it saw on the way. */
async function untilLoaded(importId: string): Promise<{ sheet: Sheet; seen: number[] }> {
  const seen: number[] = [];
  for (let asked = 0; asked < 600; asked += 1) {
    const sheet = await client.json<Sheet>(`/api/arrival-imports/${importId}`);
    seen.push(sheet.householdsDone);
    if (sheet.state === 'done') return { sheet, seen };
    await pause(20);
  }
  throw new Error(`the list was not loaded in time: ${seen.join(' ')}`);
}

describe('A plane load arrives', () => {
  let importId: string;

  it('the list from the ministry is handed in, and says what was understood before anybody arrives', async () => {
    const answer = await client.upload('/api/arrival-imports', 'arrivals-list-nat.csv', LIST);
    expect(answer.status).toBe(201);
    ({ importId } = (await answer.json()) as { importId: string });
    expect(answer.headers.get('location')).toBe(`/api/arrival-imports/${importId}`);

    const sheet = await client.json<Sheet>(`/api/arrival-imports/${importId}`);
    expect(sheet).toMatchObject({ state: 'previewed', households: 110, householdsDone: 0, recognised: { encoding: 'utf-8', headerLanguage: 'en' }, rows: { rejected: 5, warned: 3, mended: 3, repeat: 2 } });
    expect(await product.sql('select id from cases')).toEqual([]);

    const { items } = await client.json<Page<Row>>(`/api/arrival-imports/${importId}/rows?verdict=rejected`);
    expect(items.map(({ line }) => line)).toEqual([9, 21, 73, 85, 92]);
    expect(items.every(({ problems }) => problems.every(({ text }) => text.length > 10))).toBe(true);
  });

  it('it is loaded while its progress is watched, and whoever brought it is told', async () => {
    const asked = await client.post(`/api/arrival-imports/${importId}/load`, undefined, { 'if-match': '"1"' });
    expect(asked.status).toBe(202);
    const { sheet, seen } = await untilLoaded(importId);
    expect(sheet).toMatchObject({ outcomes: { loaded: 110 }, householdsDone: 110 });
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect((await client.post(`/api/arrival-imports/${importId}/load`)).status).toBe(409);
    expect(await product.sql(`select count(*)::int as n from facts where type = 'arrival-list.loaded' and subject_id = $1`, [importId])).toEqual([{ n: 1 }]);
  }, 60_000);

  it('every good row is a newcomer, and every household has a next step that somebody owes', async () => {
    expect(await product.sql('select count(*)::int as n from newcomers')).toEqual([{ n: 239 }]);
    expect(await product.sql(`select count(*)::int as n from cases c where state <> 'closed' and not exists (
      select from checkpoints k join people p on p.id = k.owner_id and p.state = 'active' join alarms a on a.subject_id = k.id and a.state = 'pending'
      where k.case_id = c.id and k.state = 'scheduled')`)).toEqual([{ n: 0 }]);
    expect(await product.sql('select distinct owner_id as id, assigned_at from cases')).toEqual([{ id: team.lead.personId, assigned_at: null }]);
  });

  it('the rejected rows come back as a file that explains itself', async () => {
    const answer = await client.ask(`/api/arrival-imports/${importId}/rejects.csv`);
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const lines = (await answer.text()).trim().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(/,9,.*31\/02\/1990/);
  });

  it('the same list again brings nobody', async () => {
    const answer = await client.upload('/api/arrival-imports', 'encore.csv', LIST);
    const again = ((await answer.json()) as { importId: string }).importId;
    await client.post(`/api/arrival-imports/${again}/load`);
    expect((await untilLoaded(again)).sheet.outcomes).toEqual({ repeat: 110 });
    expect(await product.sql('select count(*)::int as n from newcomers')).toEqual([{ n: 239 }]);
  }, 60_000);

  it('a list that the queue forgot is found and loaded all the same', async () => {
    const bytes = Buffer.from(LIST.toString('utf8').replaceAll('NAT-41-', 'NAT-77-'));
    const answer = await client.upload('/api/arrival-imports', 'oubliee.csv', bytes);
    const forgotten = ((await answer.json()) as { importId: string }).importId;
    // As if the request's own word to the queue was lost: only Postgres knows.
    await product.sql(`update arrival_imports set state = 'waiting' where id = $1`, [forgotten]);
    expect((await untilLoaded(forgotten)).sheet.outcomes).toEqual({ loaded: 110 });
  }, 60_000);

  it('another team sees nothing of it', async () => {
    const south = await aTeam(product, 'Sud');
    const stranger = await signedIn(product, south.lead);
    expect((await stranger.ask(`/api/arrival-imports/${importId}`)).status).toBe(404);
    expect((await stranger.post(`/api/arrival-imports/${importId}/discard`)).status).toBe(404);
    expect(await stranger.json('/api/arrival-imports')).toEqual({ items: [], next: null });
  });
});

describe('A hesitant click', () => {
  const household = {
    newcomers: [{ kinship: 'head', givenName: 'Amal', familyName: 'Haddad' }, { kinship: 'child', givenName: 'Lina' }],
    immigrationStatus: 'ASYLUM', source: 'person', language: 'ar', interpreter: 'needed', arrivalOn: '2026-11-23', owner: 'nobody',
  };

  it('fifty times at once makes one arrival and fifty equal answers', async () => {
    const key = randomUUID();
    const before = (await product.sql<{ n: number }>('select count(*)::int as n from cases'))[0]?.n ?? 0;
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.post('/api/arrivals', household, { 'idempotency-key': key })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(await product.sql('select count(*)::int as n from cases')).toEqual([{ n: before + 1 }]);
    expect((await client.post('/api/arrivals', { ...household, owner: awa.personId }, { 'idempotency-key': key })).status).toBe(422);
  }, 60_000);

  it('a body with mistakes is answered by the name of each field', async () => {
    const answer = await client.post('/api/arrivals', { ...household, immigrationStatus: 'ALIEN', newcomers: [{ kinship: 'head', givenName: '' }], colour: 'red' });
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual(['colour', 'immigrationStatus', 'newcomers.0.givenName']);
  });

  it('shows the plan before anything is written', async () => {
    const answer = await client.post('/api/arrivals/preview', { ...household, owner: 'least_loaded' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ proposal: { tier: 'P2' }, owner: { ownerId: awa.personId, why: 'least_loaded' }, checkpoints: [{ code: 'D01', dueAt: '2026-11-24T22:00:00.000Z' }, {}, {}, {}, {}, {}, {}, {}, {}, {}] });
  });
});
