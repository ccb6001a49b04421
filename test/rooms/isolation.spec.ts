import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leavesLast, look } from '../support/isolation.js';
import { MATRIX, type May, READERS, type Reader } from '../support/isolation-matrix.js';
import { isolationWorld, type World } from '../support/isolation-world.js';
import { type Product, startProduct } from '../support/product.js';
import { routesOf } from '../support/routes.js';

let product: Product;
let world: World;

beforeAll(async () => {
  product = await startProduct({ workers: false, settings: { TRUST_PROXY: '1' } });
  world = await isolationWorld(product);
}, 120_000);
afterAll(() => product?.stop());

describe('Who may what', () => {
  it('is written down for every route of the running product, and for none that it does not have', () => {
    const running = routesOf(product);
    expect({ routesWithoutALine: running.filter((route) => !MATRIX.has(route)), linesWithoutARoute: [...MATRIX.keys()].filter((route) => !running.includes(route)) })
      .toEqual({ routesWithoutALine: [], linesWithoutARoute: [] });
  });

  it.each(leavesLast([...MATRIX.keys()]))('%s', async (route) => {
    const seen: Partial<Record<Reader, May>> = {};
    const amiss: string[] = [];
    const ask = async (reader: Reader): Promise<void> => {
      const { may, amiss: found } = await look(world, route, reader);
      seen[reader] = may;
      amiss.push(...found.map((text) => `${reader}: ${text}`));
    };
    // Looking changes nothing for the next reader; what is done is done one after the other.
    if (route.startsWith('GET')) await Promise.all(READERS.map(ask));
    else for (const reader of READERS) await ask(reader);
    expect(amiss).toEqual([]);
    expect(seen).toEqual(MATRIX.get(route));
  });
});
