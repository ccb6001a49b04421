import { Injectable } from '@nestjs/common';
import { type Keyset, keyset, keysOf } from '../../../libs/http/keyset.js';
import { isId } from '../../../libs/sql/id.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { Sight } from '../accounts.policy.js';
import type { PeopleQuery } from './people.dto.js';
import type { PersonState } from './person.entity.js';

/** A person as lists and the person's own page show them. */
export interface PersonLine {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly teamId: string | null;
  readonly teamName: string | null;
  /** The organisation whose account it is; null for the office's own. */
  readonly organisationId: string | null;
  readonly language: 'fr' | 'en';
  readonly languages: readonly string[];
  readonly phone: string | null;
  readonly state: PersonState;
  readonly demo: boolean;
  readonly version: number;
  /** When they last used a session that is still known. */
  readonly seenAt: Date | null;
  /** Until when their open invitation holds. */
  readonly invitedUntil: Date | null;
}

/** A team with its lead's name and its size. */
export interface TeamLine {
  readonly id: string;
  readonly name: string;
  readonly calendar: string;
  readonly leadId: PersonId | null;
  readonly leadName: string | null;
  readonly members: number;
  readonly version: number;
}

const PERSON = `
  p.id, p.name, p.email, p.roles, p.team_id as "teamId", t.name as "teamName", p.organisation_id as "organisationId", p.language, p.languages, p.phone, p.state, p.demo, p.version,
  (select max(s.seen_at) from sessions s where s.person_id = p.id and s.ended_at is null) as "seenAt",
  (select max(l.expires_at) from personal_links l where l.person_id = p.id and l.purpose = 'invitation'
    and l.used_at is null and l.revoked_at is null and l.expires_at > clock_timestamp()) as "invitedUntil"
  from people p left join teams t on t.id = p.team_id`;
const LIST = statement('accounts.people', `
  select ${PERSON}
  where p.organisation_id is null and ($1 or p.team_id = $2) and ($3::text is null or p.state = $3) and ($4::uuid is null or p.team_id = $4)
    and ($5::text is null or $5 = any(p.roles)) and ($6::uuid is null or (p.name, p.id) > (select l.name, l.id from people l where l.id = $6))
  order by p.name, p.id limit $7`);
const ONE = statement('accounts.person', `select ${PERSON} where p.id = $1`);
const TEAM = `
  t.id, t.name, t.calendar, t.lead_id as "leadId", lead.name as "leadName", t.version,
  (select count(*)::int from people m where m.team_id = t.id and m.state = 'active') as members
  from teams t left join people lead on lead.id = t.lead_id`;
const TEAMS = statement('accounts.teams', `select ${TEAM} where ($1 or t.id = $2) order by t.name`);

/** Lists of people and teams. */
@Injectable()
export class PeopleQueries {
  async list(tx: Tx, sight: Sight, { after, limit, state, teamId, role }: PeopleQuery): Promise<Keyset<PersonLine>> {
    const [last] = keysOf(after, 1) ?? [null];
    const found = await rows<PersonLine>(tx, LIST, [sight.all, sight.all ? null : sight.teamId, state ?? null, teamId ?? null, role ?? null, isId(last) ? last : null, limit + 1]);
    return keyset(found, limit, (person) => [person.id]);
  }

  person(tx: Tx, id: PersonId): Promise<PersonLine | undefined> {
    return row<PersonLine>(tx, ONE, [id]);
  }

  teams(tx: Tx, sight: Sight): Promise<TeamLine[]> {
    return rows<TeamLine>(tx, TEAMS, [sight.all, sight.all ? null : sight.teamId]);
  }
}
