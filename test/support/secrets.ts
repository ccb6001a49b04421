import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Product } from './product.js';

/** Which of the secrets a text gives away. */
export const namedIn = (text: string, secrets: readonly string[]): string[] => secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()));

/** The tables, the queue's own among them, of which some row says one of the secrets. */
export async function tablesThatKnow(product: Product, secrets: readonly string[]): Promise<string[]> {
  const tables = await product.sql<{ schema: string; name: string }>(`select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema') order by c.relname`);
  const knowing: string[] = [];
  for (const { schema, name } of tables) {
    const [row] = await product.sql<{ says: boolean }>(`select exists (select from "${schema}"."${name}" t where to_jsonb(t)::text ilike any($1)) as says`, [secrets.map((secret) => `%${secret}%`)]);
    if (row?.says) knowing.push(name);
  }
  return knowing;
}

/** Everything that was ever put into the queue's Redis; nothing when the queue lives in Postgres, whose tables can be asked. */
export async function queued(product: Product): Promise<string> {
  if (!product.redis) return '';
  const redis = new Redis(product.redis.url);
  const [, folder = ''] = (await redis.config('GET', 'dir')) as string[];
  await redis.quit();
  const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name.includes('.aof'));
  if (written.length === 0) throw new Error('this Redis keeps no record of what was put into it');
  return written.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n');
}
