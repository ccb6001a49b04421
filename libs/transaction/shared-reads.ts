import type { Writable } from 'node:stream';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Statement } from '../sql/sql.js';

interface Lane {
  readonly client: Promise<PoolClient>;
  /** How many answers are still to come. */
  asked: number;
}

/**
 * Statements that only read, of everybody who asks at the moment, one behind the other over a few connections: what many ask
 * in one turn is one packet there and one back. A connection goes back to its pool as soon as nobody waits for it.
 */
export class SharedReads {
  private readonly lanes: Lane[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly most = 2,
  ) {}

  /** The rows of one statement, which must not write, nor wait for anybody's lock. */
  async rows<R>(asked: Statement, values: unknown[] = []): Promise<R[]> {
    const lane = this.choose();
    lane.asked += 1;
    try {
      return (await sendAlone(await lane.client, asked, values)).rows as R[];
    } finally {
      lane.asked -= 1;
      if (lane.asked === 0) await this.letGo(lane);
    }
  }

  private choose(): Lane {
    const [first, ...others] = this.lanes;
    const quietest = first && others.reduce((one, other) => (other.asked < one.asked ? other : one), first);
    if (quietest && this.lanes.length >= this.most) return quietest;
    const lane: Lane = { client: this.pool.connect().then(bearFaults), asked: 0 };
    this.lanes.push(lane);
    return lane;
  }

  private async letGo(lane: Lane): Promise<void> {
    this.lanes.splice(this.lanes.indexOf(lane), 1);
    const client = await lane.client.catch(() => undefined); // who asked has been told
    client?.off('error', ignore).release();
  }
}

/** Sends what is asked in one turn as one packet; each stands alone, so that one that fails harms nobody else's. */
function sendAlone(client: PoolClient, { name, text }: Statement, values: unknown[]): Promise<QueryResult> {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection;
  if (stream.writableCorked === 0) {
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
  return client.query({ name, text, values });
}

/** A connection that breaks fails what was asked over it; the pool replaces it. */
const bearFaults = (client: PoolClient): PoolClient => client.on('error', ignore);
const ignore = (): void => undefined;
