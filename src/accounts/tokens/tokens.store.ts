import { Injectable } from '@nestjs/common';
import { changed, one, row, rows, statement } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { hashSecret, mintSecret } from '../secret.js';

/** A token as its owner and the administrator see it; the secret itself is shown once, when it is made. */
export interface TokenLine {
  readonly id: string;
  readonly name: string;
  readonly personId: PersonId;
  readonly personName: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const ISSUE = statement('accounts.issue-token', `
  insert into api_tokens (id, token_hash, name, person_id, expires_at)
  values ($1, $2, $3, $4, clock_timestamp() + make_interval(days => $5)) returning expires_at as "expiresAt"`);
const LIVE = statement('accounts.live-tokens', `
  select a.id, a.name, a.person_id as "personId", p.name as "personName", a.created_at as "createdAt", a.expires_at as "expiresAt"
  from api_tokens a join people p on p.id = a.person_id
  where ($1::uuid is null or a.person_id = $1) and a.revoked_at is null and a.expires_at > clock_timestamp()
  order by a.created_at desc limit 200`);
const OWNER = statement('accounts.token-owner', 'select person_id as "personId" from api_tokens where id = $1 and revoked_at is null for update');
const REVOKE = statement('accounts.revoke-token', 'update api_tokens set revoked_at = clock_timestamp() where id = $1 and revoked_at is null');

/** API tokens: opaque, hashed, expiring, revocable. */
@Injectable()
export class TokensStore {
  async issue(tx: Tx, personId: PersonId, name: string, days: number): Promise<{ id: string; secret: string; expiresAt: Date }> {
    const [id, secret] = [newId(), mintSecret()];
    const { expiresAt } = await one<{ expiresAt: Date }>(tx, ISSUE, [id, hashSecret(secret), name, personId, days]);
    return { id, secret, expiresAt };
  }

  /** The tokens that still open something, of one person or of all. */
  live(tx: Tx, personId: PersonId | null): Promise<TokenLine[]> {
    return rows<TokenLine>(tx, LIVE, [personId]);
  }

  async ownerOf(tx: Tx, id: string): Promise<PersonId | undefined> {
    return (await row<{ personId: PersonId }>(tx, OWNER, [id]))?.personId;
  }

  revoke(tx: Tx, id: string): Promise<number> {
    return changed(tx, REVOKE, [id]);
  }
}
