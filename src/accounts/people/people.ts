import { Injectable } from '@nestjs/common';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';

/** A colleague, as other rooms need them. */
export interface Colleague {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: 'fr' | 'en';
  readonly roles: readonly string[];
  readonly teamId: string | null;
  /** Languages they can serve newcomers in, as BCP 47 tags. */
  readonly languages: readonly string[];
  readonly state: 'invited' | 'active' | 'disabled';
}

/** A team, as other rooms need it. */
export interface Team {
  readonly id: string;
  readonly name: string;
  readonly calendar: string;
  readonly leadId: PersonId | null;
}

const COLUMNS = 'p.id, p.name, p.email, p.language, p.roles, p.team_id as "teamId", p.languages, p.state';
const BY_IDS = statement('accounts.colleagues', `select ${COLUMNS} from people p where p.id = any($1)`);
const OF_TEAM = statement('accounts.team-colleagues', `
  select ${COLUMNS} from people p where p.team_id = $1 and p.state = 'active' and ($2::text is null or $2 = any(p.roles)) order by p.name, p.id`);
const WITH_ROLE = statement('accounts.colleagues-with-role', `select ${COLUMNS} from people p where p.state = 'active' and $1 = any(p.roles) order by p.name, p.id`);
const OF_OFFICE = statement('accounts.office-colleagues', `
  select ${COLUMNS} from people p where p.state = 'active' and p.organisation_id is null order by p.name, p.id`);
// Coordinators before members: the first is whom one writes to when only one is wanted.
const OF_ORGANISATION = statement('accounts.organisation-colleagues', `
  select ${COLUMNS} from people p where p.state = 'active' and p.organisation_id = $1 order by 'coordinator' = any(p.roles) desc, p.name, p.id`);
const TEAMS = statement('accounts.all-teams', 'select id, name, calendar, lead_id as "leadId" from teams where $1::uuid is null or id = $1 order by name');
const COVER = statement('accounts.cover-for', `
  select d.person_id as id from duties d join people p on p.id = d.person_id and p.state = 'active'
  where d.kind = 'cover' and d.for_person_id = $1 and d.from_at <= $2 and d.until_at > $2 order by d.from_at desc limit 1`);
// The team's own turn before the office's.
const ON_CALL = statement('accounts.on-call', `
  select d.person_id as id from duties d join people p on p.id = d.person_id and p.state = 'active'
  where d.kind = 'on_call' and (d.team_id = $1 or d.team_id is null) and d.from_at <= $2 and d.until_at > $2
  order by d.team_id nulls last, d.from_at desc limit 1`);

/** Who is who at the office: what accounts tells the other rooms. Moments are office time. */
@Injectable()
export class People {
  async byId(tx: Tx, id: PersonId): Promise<Colleague | undefined> {
    return row<Colleague>(tx, BY_IDS, [[id]]);
  }

  /** Several at once, by identity; whoever does not exist is missing. */
  async byIds(tx: Tx, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Colleague>> {
    return new Map((await rows<Colleague>(tx, BY_IDS, [[...new Set(ids)]])).map((person) => [person.id, person]));
  }

  /** Everyone active in a team, by name. */
  ofTeam(tx: Tx, teamId: string): Promise<Colleague[]> {
    return rows<Colleague>(tx, OF_TEAM, [teamId, null]);
  }

  /** The active caseworkers of a team, with the languages they serve in. */
  caseworkersOf(tx: Tx, teamId: string): Promise<Colleague[]> {
    return rows<Colleague>(tx, OF_TEAM, [teamId, 'caseworker']);
  }

  /** Everyone active at the office, by name. */
  ofOffice(tx: Tx): Promise<Colleague[]> {
    return rows<Colleague>(tx, OF_OFFICE);
  }

  /** Everyone active in an organisation of the network, its coordinators first. */
  membersOf(tx: Tx, organisationId: string): Promise<Colleague[]> {
    return rows<Colleague>(tx, OF_ORGANISATION, [organisationId]);
  }

  /** Every active manager. */
  managers(tx: Tx): Promise<Colleague[]> {
    return rows<Colleague>(tx, WITH_ROLE, ['manager']);
  }

  /** Every active administrator: whoever must hear of what no room can mend. */
  administrators(tx: Tx): Promise<Colleague[]> {
    return rows<Colleague>(tx, WITH_ROLE, ['administrator']);
  }

  teams(tx: Tx): Promise<Team[]> {
    return rows<Team>(tx, TEAMS, [null]);
  }

  team(tx: Tx, id: string): Promise<Team | undefined> {
    return row<Team>(tx, TEAMS, [id]);
  }

  async leadOf(tx: Tx, teamId: string): Promise<PersonId | null> {
    return (await this.team(tx, teamId))?.leadId ?? null;
  }

  /** The calendar that decides a team's business days. Throws when there is no such team. */
  async calendarOf(tx: Tx, teamId: string): Promise<string> {
    const team = await this.team(tx, teamId);
    if (!team) throw new Error('there is no such team');
    return team.calendar;
  }

  /** Who stands in for somebody at a moment, if anybody does. */
  async coverFor(tx: Tx, personId: PersonId, at: Date): Promise<PersonId | null> {
    return (await row<{ id: PersonId }>(tx, COVER, [personId, at]))?.id ?? null;
  }

  /** Who answers for a team at a moment: whoever is on call, for the team before the office; else the lead, or who stands in for them. */
  async onDuty(tx: Tx, teamId: string, at: Date): Promise<PersonId | null> {
    const onCall = (await row<{ id: PersonId }>(tx, ON_CALL, [teamId, at]))?.id;
    const answers = onCall ?? (await this.leadOf(tx, teamId));
    return answers === null ? null : ((await this.coverFor(tx, answers, at)) ?? answers);
  }
}
