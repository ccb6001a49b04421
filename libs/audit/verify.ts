import type { Client, PoolClient } from 'pg';

/** The first broken link of an audit, named so that a person can find it. */
export interface BrokenLink {
  readonly chain: string;
  readonly seq: number;
  readonly what: 'altered' | 'missing' | 'head' | 'sealed-head' | 'seal';
}

/** What a verification looked at and, if the audit was touched, where first. */
export interface Verification {
  readonly entries: number;
  readonly chains: number;
  readonly seals: number;
  readonly broken: BrokenLink | null;
}

const COUNTS = `select (select count(*) from audit_entries) as entries, (select count(*) from audit_heads) as chains, (select count(*) from audit_seals) as seals`;

/** Each entry is hashed again and held against its neighbour, its chain's head, and every sealed head. */
const CHECKS: readonly { what: BrokenLink['what']; sql: string }[] = [
  { what: 'missing', sql: `
    select chain, seq from (select chain, seq, lag(seq, 1, 0::bigint) over (partition by chain order by seq) as before from audit_entries) e
    where seq <> before + 1 order by chain, seq limit 1` },
  { what: 'altered', sql: `
    select chain, seq from (select e.*, lag(hash, 1, '\\x'::bytea) over (partition by chain order by seq) as before from audit_entries e) e
    where prev <> before or hash <> audit_hash(before, chain, seq, at, actor_id, actor, action, subject_id, details) order by chain, seq limit 1` },
  { what: 'head', sql: `
    select h.chain, h.seq from audit_heads h left join audit_entries e on e.chain = h.chain and e.seq = h.seq
    where e.hash is distinct from h.hash or exists (select from audit_entries x where x.chain = h.chain and x.seq > h.seq) order by h.chain limit 1` },
  { what: 'sealed-head', sql: `
    select s.chain, s.seq from audit_sealed_heads s left join audit_entries e on e.chain = s.chain and e.seq = s.seq
    where e.hash is distinct from s.hash order by s.seal_id, s.chain limit 1` },
  { what: 'seal', sql: `
    select s.id as seq, '00000000-0000-0000-0000-000000000000'::uuid as chain
    from (select s.*, lag(hash, 1, '\\x'::bytea) over (order by id) as before from audit_seals s) s
    where prev <> before or hash <> sha256(before || convert_to(id || '|' || (
      select coalesce(string_agg(h.chain::text || h.seq || encode(h.hash, 'hex'), ',' order by h.chain), '') from audit_sealed_heads h where h.seal_id = s.id), 'UTF8'))
    order by id limit 1` },
];

/** Walks every chain and every seal; stops at the first broken link. Reads only. */
export async function verifyAudit(client: Client | PoolClient): Promise<Verification> {
  const { rows: [counts] } = await client.query<Omit<Verification, 'broken'>>(COUNTS);
  if (!counts) throw new Error('the audit could not be counted');
  for (const { what, sql } of CHECKS) {
    const { rows: [found] } = await client.query<{ chain: string; seq: number }>(sql);
    if (found) return { ...counts, broken: { chain: found.chain, seq: Number(found.seq), what } };
  }
  return { ...counts, broken: null };
}
