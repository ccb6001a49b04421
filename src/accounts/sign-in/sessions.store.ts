import { Injectable } from '@nestjs/common';
import { changed, one, rows, statement } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { hashSecret, mintSecret } from '../secret.js';

/** A session just begun; the secret is told once, to the cookie. */
export interface NewSession {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: Date;
}

/** One of a person's open sessions, as they see it. */
export interface OpenSession {
  readonly id: string;
  readonly agent: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
}

const BEGIN = statement('accounts.begin-session', `
  insert into sessions (token_hash, id, person_id, agent, expires_at)
  values ($1, $2, $3, $4, clock_timestamp() + interval '14 days') returning expires_at as "expiresAt"`);
const OPEN = statement('accounts.open-sessions', `
  select id, agent, created_at as "createdAt", seen_at as "seenAt", expires_at as "expiresAt" from sessions
  where person_id = $1 and ended_at is null and expires_at > clock_timestamp() and seen_at > clock_timestamp() - interval '8 hours'
  order by seen_at desc limit 100`);
const END = statement('accounts.end-session', `
  update sessions set ended_at = clock_timestamp() where id = $2 and person_id = $1 and ended_at is null`);
const END_ALL = statement('accounts.end-sessions', `
  update sessions set ended_at = clock_timestamp() where person_id = $1 and ended_at is null and id is distinct from $2`);

/** Sessions: real time, opaque secrets, ended at once. */
@Injectable()
export class SessionsStore {
  /** Begins a session of at most 14 days. `agent` is what the browser calls itself, shown to its owner only. */
  async begin(tx: Tx, personId: PersonId, agent: string | undefined): Promise<NewSession> {
    const [id, secret] = [newId(), mintSecret()];
    const { expiresAt } = await one<{ expiresAt: Date }>(tx, BEGIN, [hashSecret(secret), id, personId, agent?.slice(0, 200) ?? null]);
    return { id, secret, expiresAt };
  }

  open(tx: Tx, personId: PersonId): Promise<OpenSession[]> {
    return rows<OpenSession>(tx, OPEN, [personId]);
  }

  /** Ends one session of a person; false if there is no such open session. */
  async end(tx: Tx, personId: PersonId, id: string): Promise<boolean> {
    return (await changed(tx, END, [personId, id])) > 0;
  }

  /** Ends every session of a person but, where given, the one they are using; how many. */
  endAll(tx: Tx, personId: PersonId, except: string | null = null): Promise<number> {
    return changed(tx, END_ALL, [personId, except]);
  }
}
