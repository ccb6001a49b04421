import { Injectable } from '@nestjs/common';
import { type Keyset, keyset, keysOf } from '../../../libs/http/keyset.js';
import { isId } from '../../../libs/sql/id.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { PersonState } from '../people/person.entity.js';
import type { OrganisationRole } from '../roles.rules.js';
import type { MembersQuery } from './members.dto.js';
import type { OrganisationName } from './members.store.js';

/** Somebody of an organisation, as its list and their own page show them. */
export interface MemberLine {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly role: OrganisationRole;
  readonly language: 'fr' | 'en';
  readonly state: PersonState;
  readonly version: number;
  /** When they last used a session that is still known. */
  readonly seenAt: Date | null;
  /** Until when their open invitation holds. */
  readonly invitedUntil: Date | null;
}

const MEMBER = `
  p.id, p.name, p.email, case when 'coordinator' = any(p.roles) then 'coordinator' else 'member' end as role, p.language, p.state, p.version,
  (select max(s.seen_at) from sessions s where s.person_id = p.id and s.ended_at is null) as "seenAt",
  (select max(l.expires_at) from personal_links l where l.person_id = p.id and l.purpose = 'invitation'
    and l.used_at is null and l.revoked_at is null and l.expires_at > clock_timestamp()) as "invitedUntil"
  from people p where p.organisation_id = $1`;
const LIST = statement('accounts.members', `
  select ${MEMBER} and ($2::text is null or p.state = $2)
    and ($3::uuid is null or (p.name, p.id) > (select l.name, l.id from people l where l.id = $3 and l.organisation_id = $1))
  order by p.name, p.id limit $4`);
const ONE = statement('accounts.member', `select ${MEMBER} and p.id = $2`);
const ORGANISATION = statement('accounts.organisation-name', 'select id, name, language from organisations where id = $1');

/** Lists of an organisation's people. */
@Injectable()
export class MembersQueries {
  async list(tx: Tx, organisationId: string, { after, limit, state }: MembersQuery): Promise<Keyset<MemberLine>> {
    const [last] = keysOf(after, 1) ?? [null];
    const found = await rows<MemberLine>(tx, LIST, [organisationId, state ?? null, isId(last) ? last : null, limit + 1]);
    return keyset(found, limit, ({ id }) => [id]);
  }

  one(tx: Tx, organisationId: string, id: PersonId): Promise<MemberLine | undefined> {
    return row<MemberLine>(tx, ONE, [organisationId, id]);
  }

  organisation(tx: Tx, id: string): Promise<OrganisationName | undefined> {
    return row<OrganisationName>(tx, ORGANISATION, [id]);
  }
}
