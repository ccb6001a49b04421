import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { newId } from '../../libs/sql/id.js';
import { engine } from '../../libs/transaction/actor.js';
import { type Tx, writeGathered } from '../../libs/transaction/tx.js';
import { Clockwork, until } from '../support/clockwork.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';

jest.setTimeout(60_000);

const WRITERS = 16;
const EACH = 150;
const LONG = 60_000;

describe('the outbox under sixteen writers, one transaction in twenty of them slow', () => {
  let database: FreshDatabase;
  let work: Clockwork;
  const others: Clockwork[] = [];

  /** Notes each fact that it hears, in the transaction of the hearing. */
  class Ear implements FactListener {
    constructor(private readonly ears: Clockwork) {}

    async hear(tx: Tx, facts: readonly Fact[]): Promise<void> {
      await this.ears.outbox.add(tx, ...facts.map(({ id, subjectId }) => ({ type: 'ear.heard', subjectId, payload: { id } })));
    }
  }

  beforeEach(async () => {
    database = await freshDatabase();
    work = await Clockwork.at({ databaseUrl: database.ownerUrl });
    work.listeners.add(['case.noted'], new Ear(work));
  });
  afterEach(async () => {
    await Promise.all(others.splice(0).map((one) => one.close()));
    await work.close();
    await database.drop();
  });

  const writeAll = async (): Promise<void> => {
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < EACH; i += 1) {
        await work.transactions.run({ kind: 'person', personId: newId(), roles: [], teamId: null, organisationId: null }, async (tx) => {
          await work.outbox.add(tx, { type: 'case.noted', subjectId: newId(), payload: { writer, i } });
          // A slow transaction is one that has its fact's number already, and commits after others with later numbers.
          await Promise.all(writeGathered(tx));
          if ((writer + i) % 20 === 0) await tx.query('select pg_sleep(0.1)');
        });
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
  };

  it('misses no fact and lets none be heard twice, with three workers delivering', async () => {
    for (let i = 0; i < 2; i += 1) {
      const other = await Clockwork.at(work.place);
      other.listeners.add(['case.noted'], new Ear(other));
      others.push(other);
    }
    for (const one of [work, ...others]) await one.deliver();
    await writeAll();
    await until('all are heard', async () => (await work.count("deliveries where state = 'pending'")) === 0, LONG);
    const [found] = await work.see<{ times: number; facts: number }>(`
      select count(*)::int as times, count(distinct payload->>'id')::int as facts from facts where type = 'ear.heard'`);
    expect(found).toEqual({ times: WRITERS * EACH, facts: WRITERS * EACH });
  });

  it('control: a reader that goes on after the last identity it saw misses facts', async () => {
    const seen = new Set<number>();
    let last = 0;
    let writing = true;
    const read = async (): Promise<void> => {
      const found = await work.see<{ id: number }>('select id from facts where id > $1 order by id limit 200', [last]);
      for (const { id } of found) seen.add(id);
      last = found.at(-1)?.id ?? last;
    };
    const reading = until('the writers are done', async () => {
      await read();
      return !writing;
    });
    await writeAll();
    writing = false;
    await reading;
    for (let before = -1; before !== seen.size;) {
      before = seen.size;
      await read();
    }
    expect(seen.size).toBeLessThan(WRITERS * EACH);
  });

  it('goes on where a worker stopped in the middle of hearing', async () => {
    let cutOff: (() => void) | undefined;
    const broken = await Clockwork.at(work.place);
    others.push(broken);
    class CutOff extends Ear {
      override async hear(tx: Tx, facts: readonly Fact[]): Promise<void> {
        await super.hear(tx, facts);
        if (!cutOff) await new Promise<void>((resolve) => { cutOff = resolve; });
      }
    }
    Object.defineProperty(CutOff, 'name', { value: 'Ear' });
    broken.listeners.add(['case.noted'], new CutOff(broken));
    await broken.transactions.run(engine('test'), (tx) => broken.outbox.add(tx, { type: 'case.noted', subjectId: newId(), payload: {} }));
    await broken.deliver();
    await until('the first worker is in the middle', () => cutOff !== undefined);
    await work.see("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'");
    cutOff?.();
    await work.deliver();
    await until('it is heard', async () => (await work.count("deliveries where state = 'delivered'")) === 1);
    expect(await work.count("facts where type = 'ear.heard'")).toBe(1);
  });
});
