import pg from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';
import type { Statement } from '../sql/sql.js';

/**
 * Statements that are a transaction by themselves, on a few connections of their own: whoever holds a transaction open
 * can run one without waiting for a second connection of the same pool. They commit without waiting for the disk,
 * so use them only for notes whose loss together with the whole database would not matter.
 */
export class Singles {
  private readonly pool: pg.Pool;

  constructor(source: DataSource, max = 3) {
    const { url, applicationName, ...options } = source.options as Extract<DataSourceOptions, { type: 'postgres' }>;
    const extra = options.extra as pg.PoolConfig; // as `poolOptions` made it
    this.pool = new pg.Pool({
      ...extra,
      connectionString: url,
      application_name: `${applicationName}-singles`,
      connectionTimeoutMillis: 2_000,
      options: `${extra.options ?? ''} -c synchronous_commit=off`,
      max,
    });
    this.pool.on('error', () => undefined); // an idle connection that broke is replaced
  }

  /** The rows of one statement. */
  async rows<R>({ name, text }: Statement, values: unknown[] = []): Promise<R[]> {
    return (await this.pool.query({ name, text, values })).rows as R[];
  }

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}
