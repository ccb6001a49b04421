import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Gathered } from '../../../libs/sql/gathered.js';
import { statement, type Statement } from '../../../libs/sql/sql.js';
import { Pools } from '../../../libs/transaction/pools.js';
import { SharedReads } from '../../../libs/transaction/shared-reads.js';
import { hashSecret, isSecret } from '../secret.js';

const PERSON = `
  p.id as "personId", p.roles, p.team_id as "teamId", p.organisation_id as "organisationId", p.name, p.email, p.language, p.theme,
  t.name as "teamName", o.name as "organisationName", (select count(*)::int from (select from unread_notices n where n.person_id = p.id limit 100) unread) as "unreadNotices",
  case when p.organisation_id is not null then (select count(*)::int from (select from asking_offers a where a.organisation_id = p.organisation_id limit 100) asking) else 0 end as "askedOffers"`;

// The one query of every request: the session with its idle and absolute limits, the person, their team, their bell, what waits for their organisation's answer.
const BY_SESSION = statement('accounts.by-session', `
  select g.place::int, s.id as "sessionId", s.seen_at < clock_timestamp() - interval '1 minute' as rested, ${PERSON}
  from unnest($1::bytea[]) with ordinality as g (hash, place) join sessions s on s.token_hash = g.hash
    join people p on p.id = s.person_id left join teams t on t.id = p.team_id left join organisations o on o.id = p.organisation_id
  where s.ended_at is null and s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '8 hours' and p.state = 'active'`);
const BY_TOKEN = statement('accounts.by-token', `
  select g.place::int, null as "sessionId", false as rested, ${PERSON}
  from unnest($1::bytea[]) with ordinality as g (hash, place) join api_tokens a on a.token_hash = g.hash
    join people p on p.id = a.person_id left join teams t on t.id = p.team_id left join organisations o on o.id = p.organisation_id
  where a.revoked_at is null and a.expires_at > clock_timestamp() and p.state = 'active'`);
const TOUCH = statement('accounts.touch-session', `
  update sessions set seen_at = clock_timestamp() where id = $1 and seen_at < clock_timestamp() - interval '1 minute'`);

type Found = Omit<SignedIn, 'kind'> & { readonly rested: boolean; readonly place: number };

/** The hash of a secret, and whether a page asks without anybody at it, which does not count as being there. */
interface Asked { readonly hash: Buffer; readonly byItself: boolean }

/**
 * Who a cookie or a token belongs to, at this very moment: whatever was ended, revoked or disabled is nobody. Requests that
 * come in together are looked up together.
 */
@Injectable()
export class Identities {
  private readonly pool: Pool;
  private readonly reads: SharedReads;
  private readonly sessions = new Gathered((asked: readonly Asked[]) => this.find(BY_SESSION, asked));
  private readonly tokens = new Gathered((asked: readonly Asked[]) => this.find(BY_TOKEN, asked));

  constructor(pools: Pools) {
    this.pool = (pools.office.driver as PostgresDriver).master as Pool;
    this.reads = new SharedReads(this.pool, 1);
  }

  /** `byItself`: nobody is at the screen, so that the session rests all the same. */
  async bySession(secret: string, { byItself = false } = {}): Promise<SignedIn | undefined> {
    return isSecret(secret) ? this.sessions.ask({ hash: hashSecret(secret), byItself }) : undefined;
  }

  async byToken(secret: string): Promise<SignedIn | undefined> {
    return isSecret(secret) ? this.tokens.ask({ hash: hashSecret(secret), byItself: true }) : undefined;
  }

  private async find(by: Statement, asked: readonly Asked[]): Promise<(SignedIn | undefined)[]> {
    const rows = await this.reads.rows<Found>(by, [asked.map(({ hash }) => hash)]);
    const people: (SignedIn | undefined)[] = asked.map(() => undefined);
    for (const { place, rested, ...person } of rows) {
      people[place - 1] = { kind: 'person', ...person };
      // At most once a minute, and nobody waits for it; lost, it is made up for by the next request.
      if (rested && asked[place - 1]?.byItself === false) void this.pool.query({ ...TOUCH, values: [person.sessionId] }).catch(() => undefined);
    }
    return people;
  }
}
