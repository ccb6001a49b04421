import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { one, rows, statement, together } from '../../libs/sql/sql.js';
import { engine } from '../../libs/transaction/actor.js';
import { Clockwork } from '../support/clockwork.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';

const BY = engine('test');
const SAY = statement('test.say', 'select $1::int as n');
const DIVIDE = statement('test.divide', 'select 1 / $1::int as n');
const BEHIND = statement('test.behind', 'select $1::int * 2 as n');
const COUNT = statement('test.count', 'select n from generate_series(1, $1::int) as n');

describe('statements of a transaction that are sent in one go', () => {
  let database: FreshDatabase;
  let work: Clockwork;

  beforeAll(async () => {
    database = await freshDatabase();
    work = await Clockwork.at({ databaseUrl: database.ownerUrl });
  });
  afterAll(async () => {
    await work.close();
    await database.drop();
  });

  it('are answered each with its own rows, also those that were asked before', async () => {
    const answers = await work.transactions.run(BY, (tx) => together(one(tx, SAY, [1]), rows(tx, COUNT, [3]), rows(tx, COUNT, [0]), one(tx, SAY, [4])));
    expect(answers).toEqual([{ n: 1 }, [{ n: 1 }, { n: 2 }, { n: 3 }], [], { n: 4 }]);
  });

  it('fail for the reason of the one that failed, if they stood behind it', async () => {
    const ends = await work.transactions.run(BY, (tx) => Promise.allSettled([one(tx, SAY, [1]), one(tx, DIVIDE, [0]), one(tx, BEHIND, [3])]));
    expect(ends).toMatchObject([{ status: 'fulfilled', value: { n: 1 } }, { status: 'rejected', reason: { code: '22012' } }, { status: 'rejected', reason: { code: '22012' } }]);
  });

  it('can be asked again on the same connection once one of them has failed', async () => {
    for (const divisor of [0, 1, 0, 1]) {
      const sent = work.transactions.run(BY, (tx) => together(one(tx, DIVIDE, [divisor]), one(tx, BEHIND, [3])));
      if (divisor === 0) await expect(sent).rejects.toMatchObject({ code: '22012' });
      else expect(await sent).toEqual([{ n: 1 }, { n: 6 }]);
    }
  });

  it('are not sent from a value on that cannot be written down, and the connection serves on', async () => {
    const knot: Record<string, unknown> = {};
    knot['itself'] = knot;
    const sent = work.transactions.run(BY, (tx) => together(one(tx, SAY, [1]), one(tx, BEHIND, [knot])));
    await expect(sent).rejects.toThrow('cannot be written down');
    expect(await work.transactions.run(BY, (tx) => one(tx, BEHIND, [2]))).toEqual({ n: 4 });
  });
});
