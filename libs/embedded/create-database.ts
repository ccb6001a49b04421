import pg from 'pg';

const ALREADY_THERE = new Set(['42P04', '23505']); // the second when two ask at the same instant

/** Makes a database unless it is there; the address is the owner's, of any other database. True if it was made. */
export async function createDatabase(url: string, name: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return false;
    await client.query(`create database ${pg.escapeIdentifier(name)}`);
    return true;
  } catch (fault) {
    if (fault instanceof pg.DatabaseError && ALREADY_THERE.has(fault.code ?? '')) return false;
    throw fault;
  } finally {
    await client.end();
  }
}
