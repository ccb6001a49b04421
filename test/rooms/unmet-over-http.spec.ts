import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { until } from '../support/clockwork.js';
import { somePlaces } from '../support/network-room.js';
import { type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referralState, referring, TUESDAY, untilOffers, untilReferral } from '../support/referrals.js';
import { aPerson, aTeam, type Client, officeTime, signedIn } from '../support/signed-in.js';

let product: Product;
let room: Referring;
let manager: Client;
const helper = (n: number) => room.helpers[n] ?? { organisationId: '', serviceId: '', client: room.awa };

beforeAll(async () => {
  product = await startProduct();
  room = await referring(product, 3);
  manager = await signedIn(product, await aPerson(product, 'Direction', { roles: ['manager'] }));
}, 120_000);
afterAll(() => product?.stop());
beforeEach(() => officeTime(product, TUESDAY));
// Each test has a ledger, a network and a clock of its own.
afterEach(async () => {
  await product.sql("update unmet_needs set settled_at = office_now(), settled_by = 'office' where settled_at is null");
  await product.sql("update offers set state = 'withdrawn', reason = 'no_longer_fits', settled_at = office_now() where settled_at is null");
  await product.sql('delete from places');
  await product.sql("update services set for_boroughs = '{}', waitlist = false, status = 'active', speaks = '{fr-CA}', assured_on = '2026-03-03'");
  await product.sql("update alarms set state = 'cancelled' where state = 'pending'");
});

/** A need that nobody could meet: it was put to a service that said no, or to nobody. */
async function unmet(over: { tier?: string; borough?: string; refusedBy?: number; reason?: string; consents?: unknown[] } = {}): Promise<{ referralId: string; caseId: string }> {
  const { tier = 'P2', borough = 'verdun', refusedBy, reason = 'no_capacity', ...rest } = over;
  const caseId = await aSharedCase(room.awa, { tier: { confirmed: tier, ...(tier === 'P2' ? {} : { because: 'known_risk' }) }, borough, language: 'fr-CA', interpreter: 'not_needed', ...rest });
  const referralId = await aReferral(room.awa, caseId, refusedBy === undefined ? [] : [helper(refusedBy).serviceId]);
  if (refusedBy === undefined) expect((await room.awa.post(`/api/referrals/${referralId}/close`, { met: false, reason: 'nobody_fits' })).status).toBe(200);
  else await helper(refusedBy).client.post(`/api/offers/${(await offersOf(product, referralId))[0]?.id}/decline`, { reason });
  await untilReferral(product, referralId, 'unmet');
  return { referralId, caseId };
}
/** A service tells how many places it has. */
async function tells(n: number, available: number): Promise<void> {
  const { organisationId, serviceId, client } = helper(n);
  await product.sql('delete from places where service_id = $1', [serviceId]);
  await somePlaces((text, values) => product.sql(text, values), organisationId, serviceId, { available });
  expect((await client.post(`/api/services/${serviceId}/capacity/confirm`)).status).toBe(200);
}
/** Everything that was told has been heard. */
const heard = (): Promise<void> => until('everything was heard', async () => (await product.sql("select 1 from deliveries where listener = 'HearRoom' and state = 'pending'")).length === 0);
const ledger = (referralId: string) => product.sql<{ settled_by: string | null; service_id: string | null }>('select settled_by, service_id from unmet_needs where referral_id = $1 order by since', [referralId]);

describe('A need that nobody could meet', () => {
  it('opens again when a service tells of room: the service stands in its row, unsent, and its owner is told', async () => {
    const { referralId } = await unmet({ refusedBy: 0 });
    await tells(1, 2);
    await untilReferral(product, referralId, 'open');
    expect((await offersOf(product, referralId)).map(({ state, service_id }) => [state, service_id])).toEqual([['declined', helper(0).serviceId], ['drafted', helper(1).serviceId]]);
    expect(await ledger(referralId)).toEqual([{ settled_by: 'room', service_id: helper(1).serviceId }]);
    const [fact] = await product.sql<{ payload: object }>("select payload from facts where type = 'referral.reappeared' and subject_id = $1", [referralId]);
    expect(fact?.payload).toMatchObject({ ownerId: room.team.caseworkers[0]?.personId, serviceId: helper(1).serviceId, need: 'FOOD' });
    expect((await room.awa.post(`/api/referrals/${referralId}/ask`)).status).toBe(200);
    await untilOffers(product, referralId, 'declined', 'sent');
    const again = await room.awa.post(`/api/referrals/${referralId}/ask`);
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'referrals.nobody-in-the-row' }]);
  });

  it('opens once, and no more of them than there is room for: the most urgent first, then whoever waited longest', async () => {
    const [second, third, first] = [await unmet(), await unmet(), await unmet({ tier: 'P1' })];
    await tells(1, 2);
    await untilReferral(product, first.referralId, 'open');
    await untilReferral(product, second.referralId, 'open');
    for (let n = 0; n < 3; n += 1) await helper(1).client.post(`/api/services/${helper(1).serviceId}/capacity/confirm`);
    await heard();
    expect(await Promise.all([first, second, third].map(({ referralId }) => referralState(product, referralId)))).toEqual(['open', 'open', 'unmet']);
  });

  it('is put to one of two that tell of room at the same moment', async () => {
    const { referralId } = await unmet();
    await Promise.all([tells(1, 1), tells(2, 1)]);
    await untilReferral(product, referralId, 'open');
    await heard();
    expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['drafted']);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['has no room', () => tells(1, 0)],
    ['is for another borough', async () => { await product.sql("update services set for_boroughs = '{anjou}'"); await tells(1, 3); }],
    ['is closed', async () => { await product.sql("update services set status = 'inactive' where id = $1", [helper(1).serviceId]); await tells(1, 3); }],
    ['has not been confirmed for too long', async () => { await product.sql("update services set assured_on = '2025-01-01' where id = $1", [helper(1).serviceId]); await tells(1, 3); }],
  ])('stays where it is when the service %s', async (_, happens) => {
    const { referralId } = await unmet();
    await happens();
    await heard();
    expect([await referralState(product, referralId), await ledger(referralId)]).toEqual(['unmet', [{ settled_by: null, service_id: null }]]);
  });

  it('is not put to whoever said no to it before the day on which they may be asked again, and is looked at every month', async () => {
    const { referralId } = await unmet({ refusedBy: 1 });
    await tells(1, 6);
    await heard();
    expect(await referralState(product, referralId)).toBe('unmet');
    const [alarm] = await product.sql<{ at: Date }>("select a.at from alarms a join unmet_needs u on u.id = a.subject_id where a.kind = 'unmet-look' and u.referral_id = $1 and a.state = 'pending'", [referralId]);
    expect(alarm?.at.toISOString()).toBe('2026-04-02T13:30:00.000Z');
    // A month later the no is over, and the figure of places, though old, still says that there is one.
    await officeTime(product, '2026-04-02T13:30:05Z');
    await untilReferral(product, referralId, 'open');
    expect(await ledger(referralId)).toEqual([{ settled_by: 'room', service_id: helper(1).serviceId }]);
  });

  it('is looked at again and again while nobody can take it on', async () => {
    const { referralId } = await unmet();
    await officeTime(product, '2026-04-02T13:30:05Z');
    const next = () => product.sql<{ at: Date }>("select a.at from alarms a join unmet_needs u on u.id = a.subject_id where a.kind = 'unmet-look' and u.referral_id = $1 and a.state = 'pending'", [referralId]);
    await until('the next look is set', async () => (await next())[0]?.at.toISOString() === '2026-05-02T13:30:00.000Z');
    expect(await referralState(product, referralId)).toBe('unmet');
  });

  it('may go on a waiting list, one at a time', async () => {
    const [one, other] = [await unmet(), await unmet()];
    await product.sql('update services set waitlist = true where id = $1', [helper(2).serviceId]);
    await tells(2, 0);
    await untilReferral(product, one.referralId, 'open');
    await heard();
    expect(await referralState(product, other.referralId)).toBe('unmet');
  });

  it('opens when an organisation works again after a pause', async () => {
    await tells(1, 1);
    await manager.post(`/api/organisations/${helper(1).organisationId}/pause`, { until: '2026-03-20' });
    await heard();
    const { referralId } = await unmet();
    expect((await manager.post(`/api/organisations/${helper(1).organisationId}/resume`)).status).toBeLessThan(300);
    await untilReferral(product, referralId, 'open');
  });

  it('waits no longer when the case closes, and again when it opens again', async () => {
    const { referralId, caseId } = await unmet();
    expect((await room.awa.post(`/api/cases/${caseId}/close`, { reason: 'settled' })).status).toBe(200);
    await until('it is off the ledger', async () => (await ledger(referralId))[0]?.settled_by === 'case_closed');
    await tells(1, 3);
    await heard();
    expect(await referralState(product, referralId)).toBe('unmet');
    await tells(1, 0);
    expect((await room.awa.post(`/api/cases/${caseId}/reopen`, { reason: 'asked_for_help' })).status).toBe(200);
    await until('it waits again', async () => (await ledger(referralId)).some(({ settled_by }) => settled_by === null));
  });
});

describe('The ledger', () => {
  interface Told { waits: { by: string; need: string | null; borough: string | null; language: string | null; count: number; urgent: number }[]; items: { need: string; tier: string; reason: string; household: { referralId: string; number: string } | null }[]; next: string | null }

  it('says how many wait for what, where, in which language, and each in turn', async () => {
    await unmet({ tier: 'P2' });
    await unmet({ tier: 'P1', borough: 'anjou' });
    await unmet({ tier: 'P2', refusedBy: 0 });
    const told = await manager.json<Told>('/api/unmet-needs?limit=2');
    const count = (by: string, side: object) => told.waits.find((each) => each.by === by && Object.entries(side).every(([name, value]) => each[name as 'need'] === value));
    expect(count('all', {})).toMatchObject({ count: 3, urgent: 1 });
    expect(count('need', { need: 'FOOD' })).toMatchObject({ count: 3 });
    expect(count('borough', { borough: 'verdun' })).toMatchObject({ count: 2, urgent: 0 });
    expect(count('need-borough', { need: 'FOOD', borough: 'anjou' })).toMatchObject({ count: 1 });
    expect(count('language', { language: 'fr-CA' })).toMatchObject({ count: 3 });
    expect(told.items.map(({ tier }) => tier)).toEqual(['P1', 'P2']);
    expect(told.items[0]?.household?.number).toMatch(/^2026-/);
    const rest = await manager.json<Told>(`/api/unmet-needs?limit=2&after=${told.next}`);
    expect([rest.items.map(({ reason }) => reason), rest.next]).toEqual([['no_room'], null]);
    expect((await manager.json<Told>('/api/unmet-needs?borough=anjou&tier=P1')).waits.find(({ by }) => by === 'all')).toMatchObject({ count: 1 });
    expect((await manager.ask('/api/unmet-needs?borough=nowhere')).status).toBe(422);
  });

  it('shows a lead what their team waits for, and names no household to whoever may not read the case', async () => {
    const { caseId, referralId } = await unmet();
    const other = await signedIn(product, (await aTeam(product, 'Sud', [['fr-CA']])).lead);
    const administrator = await signedIn(product, await aPerson(product, 'Administration', { roles: ['administrator'] }));
    const ids = async (client: Client) => (await client.json<Told>('/api/unmet-needs')).items.map(({ household }) => household?.referralId ?? null);
    expect([await ids(room.lead), await ids(other), await ids(manager), await ids(administrator)]).toEqual([[referralId], [], [referralId], [null]]);
    expect((await room.awa.ask('/api/unmet-needs')).status).toBe(403);
    await product.sql('update cases set restricted = true where id = $1', [caseId]);
    expect([await ids(room.lead), await ids(manager)]).toEqual([[referralId], [null]]);
  });
});
