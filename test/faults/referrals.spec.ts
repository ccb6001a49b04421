import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { AlarmRunner } from '../../libs/alarm-clock/alarm-runner.js';
import { Bells } from '../../libs/alarm-clock/bells.js';
import { AlarmMetrics } from '../../libs/alarm-clock/metrics.js';
import { AlarmHandlers } from '../../libs/alarm-clock/rings.js';
import { QueueEngine } from '../../libs/queue/queue-engine.js';
import { engine } from '../../libs/transaction/actor.js';
import { Pools } from '../../libs/transaction/pools.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { ANSWER_ALARM } from '../../src/referrals/offers/deadlines.js';
import { until } from '../support/clockwork.js';
import { lane, type Product, startProduct } from '../support/product.js';
import { aReferral, aSharedCase, offersOf, type Referring, referring, untilOffers } from '../support/referrals.js';
import { officeTime } from '../support/signed-in.js';

jest.setTimeout(120_000);

// A Friday at four in Montréal; on Sunday at two the clocks go forward.
const FRIDAY = '2026-03-06T21:00:00Z';

const engineOfRun = lane();

describe(`a silent organisation, with the queue in ${engineOfRun}`, () => {
  let product: Product;
  let room: Referring;
  let runner: AlarmRunner | undefined;

  const office = async (organisations: number, workers = true): Promise<void> => {
    product = await startProduct({ workers });
    room = await referring(product, organisations, FRIDAY);
  };
  const services = (): string[] => room.helpers.map(({ serviceId }) => serviceId);
  const loseAllBells = async (): Promise<void> => {
    await product.redis?.flush();
    if (engineOfRun === 'postgres') await product.sql('delete from bullmq.job');
  };
  const answered = async (offerId = ''): Promise<number> =>
    (await product.sql<{ late: number }>('select extract(epoch from answered_at - due_at)::float8 as late from offers where id = $1', [offerId]))[0]?.late ?? Number.NaN;

  /** The time to answer ends three seconds from now, as its alarm knows. */
  const nearlyOver = async (offerId: string): Promise<void> => {
    const [transactions, alarms] = [product.app.get(Transactions, { strict: false }), product.app.get(AlarmClock, { strict: false })];
    await transactions.run(engine('test'), async (tx) => {
      const at = new Date(Math.ceil(tx.at.getTime() / 1_000) * 1_000 + 3_000);
      await tx.query('update offers set due_at = $2 where id = $1', [offerId, at]);
      await alarms.set(tx, [{ kind: ANSWER_ALARM, subjectId: offerId, step: 1, at }]);
    });
  };

  afterEach(async () => {
    await runner?.stop();
    runner = undefined;
    await product.stop();
  });

  it('expires at its deadline on its own clock, and the next is asked', async () => {
    await office(3);
    // The first agreed to answer within two days, nights and Sundays too; the others have the office’s time.
    await product.sql(`
      insert into agreements (id, organisation_id, terms, starts_on, answer_within, answer_unit, answer_clock) values (gen_random_uuid(), $1, 'Paniers', '2026-01-01', 48, 'hours', 'elapsed')`, [room.helpers[0]?.organisationId]);
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services());
    const [first, second] = await offersOf(product, referralId);
    expect(first?.due_at?.toISOString().slice(0, 16)).toBe('2026-03-08T21:00');

    await officeTime(product, '2026-03-08T20:59:30Z');
    await until('the moment has come nearer', async () => (await product.sql(`select 1 from office_clock where office_now() > '2026-03-08T20:59:31Z'`)).length > 0);
    expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['sent', 'drafted', 'drafted']);
    await officeTime(product, new Date((first?.due_at?.getTime() ?? 0) - 1_000).toISOString());
    await untilOffers(product, referralId, 'expired', 'sent', 'drafted');
    expect(await answered(first?.id)).toBeGreaterThanOrEqual(0);
    expect(await answered(first?.id)).toBeLessThan(5);

    // Asked on a Sunday, the second has until doors close on Monday.
    expect((await offersOf(product, referralId))[1]?.due_at?.toISOString()).toBe('2026-03-09T21:00:00.000Z');
    await officeTime(product, '2026-03-09T20:59:59Z');
    await untilOffers(product, referralId, 'expired', 'expired', 'sent');
    expect(await answered(second?.id)).toBeLessThan(5);
    expect(await product.sql('select elapsed_minutes, business_minutes from offers where id = $1', [second?.id])).toEqual([{ elapsed_minutes: 1_440, business_minutes: 510 }]);
  });

  it('expires at its deadline although every bell was lost meanwhile', async () => {
    await office(2);
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services());
    const [first] = await offersOf(product, referralId);
    await nearlyOver(first?.id ?? '');
    await loseAllBells();
    await untilOffers(product, referralId, 'expired', 'sent');
    expect(await answered(first?.id)).toBeGreaterThanOrEqual(0);
    expect(await answered(first?.id)).toBeLessThan(5);
  });

  it('control: with nothing but the queue to remember it, the deadline passes and nobody is asked', async () => {
    await office(2, false);
    const get = <T>(type: new (...args: never[]) => T): T => product.app.get<T>(type, { strict: false });
    runner = new AlarmRunner({
      pools: get(Pools), transactions: get(Transactions), engine: get(QueueEngine), handlers: get(AlarmHandlers), bells: get(Bells), metrics: get(AlarmMetrics), safeguards: { sweep: false, wind: false },
    });
    await runner.start();
    const referralId = await aReferral(room.awa, await aSharedCase(room.awa), services());
    const [first] = await offersOf(product, referralId);
    await nearlyOver(first?.id ?? '');
    // A bell is armed a moment after its alarm was set: whatever comes to be, is lost.
    await until('its time has long passed', async () => (await loseAllBells(), await product.sql(`select 1 from offers where id = $1 and due_at < office_now() - interval '4 seconds'`, [first?.id])).length === 1);
    expect((await offersOf(product, referralId)).map(({ state }) => state)).toEqual(['sent', 'drafted']);
  });
});
