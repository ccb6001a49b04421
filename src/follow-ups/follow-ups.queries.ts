import { Injectable } from '@nestjs/common';
import { keyset, keysOf, type Keyset } from '../../libs/http/keyset.js';
import { rows, statement } from '../../libs/sql/sql.js';
import type { Actor } from '../../libs/transaction/actor.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { VISIBLE_VALUES, visibleSql, visibleValues } from '../cases/cases.door.js';
import type { Channel, Tier } from './protocol.rules.js';

const LINE = `k.id, k.case_id as "caseId", c.number, c.state as "caseState", k.code, k.tier, k.owner_id as "ownerId", c.team_id as "teamId", k.channel, k.due_at as "dueAt",
  k.standard_due_at as "standardDueAt", k.step, k.attempts, k.next_attempt_at as "nextAttemptAt", k.next_attempt_channel as "nextAttemptChannel",
  k.looked_at as "lookedAt", c.unreached_since as "unreachedSince", k.version`;

// $1 due from, $2 due before, $3 and $4 the cursor, $5 how many, $6 whose; then the policy's values.
const worklist = (whose: 'owner' | 'team'): string => `
  select ${LINE} from checkpoints k join cases c on c.id = k.case_id
  where k.state = 'scheduled' and ${whose === 'owner' ? 'k.owner_id = $6::uuid' : "k.owner_id in (select id from people where team_id = $6::uuid)"}
    and k.due_at >= $1 and k.due_at < $2 and ($3::timestamptz is null or (k.due_at, k.id) > ($3, $4::uuid)) and ${visibleSql('c', 7)}
  order by k.due_at, k.id limit $5`;

const WORKLIST = { mine: statement('checkpoints.worklist-mine', worklist('owner')), team: statement('checkpoints.worklist-team', worklist('team')) };

const OWNED = statement('cases.owned-by', `
  select id, team_id as "teamId", array_prepend(language, languages) as languages from cases where owner_id = $1 and state <> 'closed' order by next_due_at, id`);

const LOADS = statement('cases.loads', `
  select owner_id as id, count(*)::int as load from cases where owner_id = any($1::uuid[]) and state <> 'closed' group by owner_id`);

const SILENT = statement('cases.silent', `
  select c.id, c.number, c.owner_id as "ownerId", c.unreached_since as "unreachedSince", coalesce(c.last_contact_at, c.registered_at) as "silentSince"
  from cases c where c.state = 'open' and c.unreached_since is not null and coalesce(c.last_contact_at, c.registered_at) <= $1::timestamptz
    and ($2::uuid is null or c.team_id = $2) and ${visibleSql('c', 3)}
  order by coalesce(c.last_contact_at, c.registered_at), c.id limit 500`);

const OF_CASE = statement('attempts.list', `
  select id, checkpoint_id as "checkpointId", channel, outcome, contact, made_at as "madeAt" from attempts where case_id = $1 order by made_at desc, id desc limit 20`);

/** A line of the worklist: codes and identities, no name. */
export interface WorkLine {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly caseState: string;
  readonly code: string;
  readonly tier: Tier;
  readonly ownerId: string;
  readonly teamId: string;
  readonly channel: Channel;
  readonly dueAt: Date;
  readonly standardDueAt: Date;
  readonly step: number;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly nextAttemptChannel: Channel | null;
  readonly lookedAt: Date | null;
  readonly unreachedSince: Date | null;
  readonly version: number;
}

/** Which checkpoints somebody asks for. */
export interface WorkQuery {
  readonly whose: 'mine' | 'team';
  readonly personId: string;
  readonly teamId: string | null;
  readonly when: 'all' | 'overdue' | 'ahead';
  readonly before?: Date | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A case that somebody owns, as handing over needs it. */
export interface Owned { readonly id: string; readonly teamId: string; readonly languages: readonly string[] }

/** A household that has not answered for so long that closing is proposed; a lead decides. */
export interface Silent {
  readonly id: string;
  readonly number: string;
  readonly ownerId: string | null;
  readonly unreachedSince: Date;
  readonly silentSince: Date;
}

/** The latest attempts of a case, without what was noted. */
export interface AttemptLine {
  readonly id: string;
  readonly checkpointId: string | null;
  readonly channel: Channel;
  readonly outcome: string;
  readonly contact: boolean;
  readonly madeAt: Date;
}

const EARLIEST = new Date('1970-01-01T00:00:00Z');
const LATEST = new Date('9999-01-01T00:00:00Z');

/** Lists of the room: SQL with the policy inside, so that nothing is listed that may not be read. */
@Injectable()
export class FollowUpsQueries {
  /** What is scheduled, the soonest first. */
  async worklist(tx: Tx, by: Actor, query: WorkQuery): Promise<Keyset<WorkLine>> {
    const cursor = keysOf(query.after, 2);
    const from = query.when === 'ahead' ? tx.at : EARLIEST;
    const until = query.when === 'overdue' ? tx.at : query.before ?? LATEST;
    const whose = query.whose === 'mine' ? query.personId : query.teamId;
    const values = [from, until, cursor?.[0] ?? null, cursor?.[1] ?? null, query.limit + 1, whose, ...visibleValues(by, 'glimpse')];
    if (values.length !== 6 + VISIBLE_VALUES) throw new Error('the policy takes another number of values');
    const found = await rows<WorkLine>(tx, WORKLIST[query.whose], values);
    return keyset(found, query.limit, ({ dueAt, id }) => [dueAt.toISOString(), id]);
  }

  /** Every case that somebody still owns, the most pressing first. */
  ownedBy(tx: Tx, personId: string): Promise<Owned[]> {
    return rows<Owned>(tx, OWNED, [personId]);
  }

  /** How many open cases each of some people carries. */
  async loads(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map((await rows<{ id: string; load: number }>(tx, LOADS, [ids])).map(({ id, load }) => [id, load]));
  }

  /** Unreached households from whom nobody has heard since a moment: closing is proposed. */
  silentSince(tx: Tx, by: Actor, since: Date, teamId: string | null = null): Promise<Silent[]> {
    return rows<Silent>(tx, SILENT, [since, teamId, ...visibleValues(by, 'close_unreached')]);
  }

  /** The latest attempts of a case. */
  attempts(tx: Tx, caseId: string): Promise<AttemptLine[]> {
    return rows<AttemptLine>(tx, OF_CASE, [caseId]);
  }
}
