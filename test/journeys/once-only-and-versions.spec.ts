import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';
import { aPerson, aTeam, type Client, officeTime, signedIn } from '../support/signed-in.js';

let product: Product;
let awa: Client;
let manager: Client;

beforeAll(async () => {
  product = await startProduct();
  await officeTime(product, '2026-11-23T14:00:00Z');
  awa = await signedIn(product, (await aTeam(product, 'Centre')).caseworkers[0] ?? { email: '' });
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());

const household = {
  newcomers: [{ kinship: 'head', givenName: 'Amal', speaksFrench: true }], immigrationStatus: 'PR_FAMILY', source: 'person',
  language: 'ar', interpreter: 'not_needed', arrivalOn: '2026-11-23',
};

async function registered(): Promise<string> {
  const answer = await awa.post('/api/arrivals', household, { 'idempotency-key': randomUUID() });
  return ((await answer.json()) as { caseId: string }).caseId;
}
const forgotten = async (): Promise<number | undefined> => (await manager.json<{ continuity: { forgotten: number } | null }>('/api/desk')).continuity?.forgotten;
const change = (caseId: string, headers: Record<string, string>): Promise<Response> =>
  awa.ask(`/api/cases/${caseId}`, { method: 'PATCH', body: JSON.stringify({ borough: 'verdun' }), headers: { 'content-type': 'application/json', ...headers } });

describe('Two people at one case', () => {
  it('who saw it last changes it; who saw it before is asked to look again', async () => {
    const caseId = await registered();
    const [one, other] = [await awa.ask(`/api/cases/${caseId}`), await awa.ask(`/api/cases/${caseId}`)];
    const seen = one.headers.get('etag') ?? '';
    expect(other.headers.get('etag')).toBe(seen);
    expect((await change(caseId, { 'if-match': seen })).status).toBe(200);
    expect((await change(caseId, { 'if-match': seen })).status).toBe(412);
    expect(await product.sql('select borough from cases where id = $1', [caseId])).toEqual([{ borough: 'verdun' }]);
  });

  it('who does not say what they saw changes nothing', async () => {
    const caseId = await registered();
    expect((await change(caseId, {})).status).toBe(428);
    expect(await product.sql('select borough from cases where id = $1', [caseId])).toEqual([{ borough: null }]);
  });

  it('an attempt told twice is one attempt, whoever answers first', async () => {
    const caseId = await registered();
    const { nextCheckpointId } = await awa.json<{ nextCheckpointId: string }>(`/api/cases/${caseId}`);
    const tell = (): Promise<Response> => awa.post(`/api/checkpoints/${nextCheckpointId}/attempts`, { channel: 'call', outcome: 'no_answer' }, { 'idempotency-key': `essai-${caseId}` });
    const bodies = await Promise.all((await Promise.all([tell(), tell(), tell()])).map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(await product.sql('select id from attempts where case_id = $1', [caseId])).toHaveLength(1);
  });
});

describe('A promise that disappears', () => {
  it('is shown within a minute when somebody deletes it by hand', async () => {
    const caseId = await registered();
    await until('the watchdog looked once', async () => (await forgotten()) === 0, 60_000);
    // The next one of all cannot be deleted even by the owner; any other can, and leaves a trace.
    await expect(product.sql(`delete from checkpoints where id = (select next_checkpoint_id from cases where id = $1)`, [caseId])).rejects.toThrow();
    await product.sql(`delete from checkpoints where case_id = $1 and code = 'D30'`, [caseId]);
    await until('people with no next step are shown', async () => (await forgotten()) === 1, 60_000);
    await until('the manager is told', async () => (await manager.json<{ items: { kind: string }[] }>('/api/notices')).items.some(({ kind }) => kind === 'continuity'));
  }, 150_000);
});
