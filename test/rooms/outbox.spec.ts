import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Chores } from '../../libs/housekeeping/chores.js';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { WrongListeners } from '../../libs/outbox/hears.js';
import { SetAsideDeliveries } from '../../libs/outbox/set-aside-deliveries.js';
import { newId } from '../../libs/sql/id.js';
import { engine } from '../../libs/transaction/actor.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { Clockwork, until } from '../support/clockwork.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';

jest.setTimeout(60_000);

const BY = engine('test');

describe('the outbox', () => {
  let database: FreshDatabase;
  let work: Clockwork;

  /** Writes a fact of its own for each it hears, in the same transaction. */
  class Echo implements FactListener {
    readonly poisoned = new Set<string>();

    async hear(tx: Tx, facts: readonly Fact[]): Promise<void> {
      await work.outbox.add(tx, ...facts.map(({ subjectId, id }) => ({ type: 'echo.heard', subjectId, payload: { id } })));
      if (facts.some(({ subjectId }) => this.poisoned.has(subjectId))) throw new Error('this one cannot be heard');
    }
  }

  class Other extends Echo {}

  const say = (...subjects: string[]): Promise<void> => work.transactions.run(BY, (tx) =>
    work.outbox.add(tx, ...subjects.map((subjectId) => ({ type: 'arrival.registered', subjectId, payload: { n: 1 } }))));
  const heard = (): Promise<number> => work.count("facts where type = 'echo.heard'");

  beforeEach(async () => {
    database = await freshDatabase();
    work = await Clockwork.at({ databaseUrl: database.ownerUrl });
  });
  afterEach(async () => {
    await work.close();
    await database.drop();
  });

  it('brings a fact to each of its listeners, once', async () => {
    work.listeners.add(['arrival.registered'], new Echo()).add(['arrival.registered', 'case.closed'], new Other());
    await work.deliver();
    await say(newId(), newId());
    await until('both listeners have heard both', async () => (await heard()) === 4);
    expect(await work.count("deliveries where state = 'delivered'")).toBe(4);
  });

  it('says nothing of a deed that was rolled back, and keeps a fact that nobody hears', async () => {
    work.listeners.add(['arrival.registered'], new Echo());
    await work.deliver();
    const broken = work.transactions.run(BY, async (tx) => {
      await work.outbox.add(tx, { type: 'arrival.registered', subjectId: newId(), payload: {} });
      throw new Error('the deed failed');
    });
    await expect(broken).rejects.toThrow('the deed failed');
    await work.transactions.run(BY, (tx) => work.outbox.add(tx, { type: 'case.closed', subjectId: newId(), payload: {} }));
    await say(newId());
    await until('the good one is heard', async () => (await heard()) === 1);
    expect(await work.count("facts where type = 'case.closed'")).toBe(1);
    expect(await work.count('deliveries')).toBe(1);
  });

  it('finds facts that another process wrote', async () => {
    const elsewhere = await Clockwork.at(work.place);
    elsewhere.listeners.add(['arrival.registered'], new Echo());
    work.listeners.add(['arrival.registered'], new Echo());
    await elsewhere.deliver();
    await say(newId());
    await until('it is heard', async () => (await heard()) === 1);
    await elsewhere.close();
  });

  it('lets the healthy facts of a set be heard, and sets the poisoned one aside for a person to retry', async () => {
    const echo = new Echo();
    work.listeners.add(['arrival.registered'], echo);
    const subjects = Array.from({ length: 30 }, newId);
    echo.poisoned.add(subjects[11] ?? '');
    await say(...subjects);
    await work.deliver();
    await until('the healthy ones are heard', async () => (await heard()) === 29);
    await until('the poisoned one is set aside', async () => {
      await work.see('update deliveries set retry_at = null where attempts > 0');
      return (await work.count("deliveries where state = 'set_aside'")) === 1;
    });
    const aside = new SetAsideDeliveries();
    const [found] = await work.transactions.read(BY, (tx) => aside.list(tx));
    expect(found).toMatchObject({ listener: 'Echo', subjectId: subjects[11], attempts: 5, lastError: 'this one cannot be heard' });
    echo.poisoned.clear();
    expect(await work.transactions.run(BY, (tx) => aside.retry(tx, found?.id ?? 0))).toBe(true);
    await until('it is heard after all', async () => (await heard()) === 30);
  });

  it('refuses two listeners of one name, and deliveries whose listener is gone', async () => {
    work.listeners.add(['arrival.registered'], new Echo());
    expect(() => work.listeners.add(['case.closed'], new Echo())).toThrow(WrongListeners);
    await say(newId());
    await work.see("update deliveries set listener = 'Gone'");
    await expect(work.deliver()).rejects.toThrow('deliveries wait for Gone');
  });

  it('forgets what was heard a week ago, and old keys of requests; the facts stay', async () => {
    work.listeners.add(['arrival.registered'], new Echo());
    await work.deliver();
    await say(newId(), newId());
    await until('both are heard', async () => (await heard()) === 2);
    await work.see("update deliveries set delivered_at = delivered_at - interval '8 days' where id = (select min(id) from deliveries)");
    await work.see("insert into once_keys (actor_id, key, fingerprint, created_at) values (gen_random_uuid(), 'old', 'f', now() - interval '8 days'), (gen_random_uuid(), 'new', 'f', now())");
    await work.transactions.run(BY, (tx) => tx.query("select audit_append(gen_random_uuid(), null, 'test', 'case.opened', null, '{}')"));
    await new Chores(work.transactions).doAll();
    await new Chores(work.transactions).doAll();
    expect(await work.count('deliveries')).toBe(1);
    expect(await work.see('select key from once_keys')).toEqual([{ key: 'new' }]);
    expect(await work.count("facts where type = 'arrival.registered'")).toBe(2);
    expect(await work.count('audit_seals')).toBe(1);
  });
});
