import { Injectable } from '@nestjs/common';
import { type FieldFault, InvalidInput, Refusal } from '../../libs/http/refusal.js';
import { row, rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { mayBringIn, mayBringInFor } from './arrivals.policy.js';
import { type Candidate, leastLoaded } from './owner.rules.js';

const TEAM = statement('arrivals.team-caseloads', `
  select id, name, languages, open_cases as "openCases", away from caseloads where team_id = $1 and caseworker order by id`);
const PERSON = statement('arrivals.possible-owner', 'select id, name, team_id as "teamId" from caseloads where id = $1');
const LEAD = statement('arrivals.team-lead', 'select l.id, l.name, true as "teamExists" from teams t left join people l on l.id = t.lead_id where t.id = $1');

/** Who takes a household on, and why them. */
export interface ChosenOwner {
  readonly teamId: string;
  readonly ownerId: string;
  /** Nothing when it is whoever asks. */
  readonly name: string | null;
  /** False when the lead holds it until somebody is chosen. */
  readonly assigned: boolean;
  readonly why: 'chosen' | 'least_loaded' | 'no_shared_language' | 'nobody_yet';
}

/** What was wished for: a team, and a person, the least loaded, or nobody yet. */
export interface OwnerWish {
  readonly teamId?: string | undefined;
  readonly owner: string;
  /** The languages of the household. */
  readonly languages: readonly string[];
}

/** Finds who takes a household on; one statement, two when nobody shares its language. */
@Injectable()
export class ChooseOwner {
  /** @throws InvalidInput when the wish names a team or a person that cannot be, Refusal when a team has no lead to hold it */
  async run(tx: Tx, wish: OwnerWish): Promise<ChosenOwner> {
    if (wish.owner !== 'least_loaded' && wish.owner !== 'nobody') return this.named(tx, wish);
    const teamId = this.teamOf(tx, wish);
    if (wish.owner === 'nobody') return this.held(tx, teamId, 'nobody_yet');
    const found = leastLoaded(await rows<Candidate>(tx, TEAM, [teamId]), wish.languages);
    return found ? { teamId, ownerId: found.id, name: found.name, assigned: true, why: 'least_loaded' } : this.held(tx, teamId, 'no_shared_language');
  }

  private async named(tx: Tx, { owner, teamId }: OwnerWish): Promise<ChosenOwner> {
    const person = ownself(tx, owner) ?? await row<Ownable>(tx, PERSON, [owner]);
    if (!person || !this.mayFor(tx, person.teamId)) throw wrong('owner', 'arrivals.faults.owner');
    if (teamId !== undefined && teamId !== person.teamId) throw wrong('owner', 'arrivals.faults.owner-of-another-team');
    return { teamId: person.teamId, ownerId: person.id, name: person.name, assigned: true, why: 'chosen' };
  }

  private async held(tx: Tx, teamId: string, why: 'no_shared_language' | 'nobody_yet'): Promise<ChosenOwner> {
    const lead = await row<{ id: string | null; name: string }>(tx, LEAD, [teamId]);
    if (!lead) throw wrong('teamId', 'arrivals.faults.team');
    if (lead.id === null) throw new Refusal('arrivals.team-without-lead');
    return { teamId, ownerId: lead.id, name: lead.name, assigned: false, why };
  }

  private teamOf(tx: Tx, { teamId }: OwnerWish): string {
    const chosen = teamId ?? (tx.by.kind === 'person' ? tx.by.teamId : null);
    if (!chosen) throw wrong('teamId', 'arrivals.faults.team');
    if (!this.mayFor(tx, chosen)) throw wrong('teamId', 'arrivals.faults.other-team');
    return chosen;
  }

  private mayFor({ by }: Tx, teamId: string): boolean {
    return by.kind === 'engine' || (by.kind === 'person' && mayBringIn(by) && mayBringInFor(by, teamId));
  }
}

/** Somebody who can own cases. */
interface Ownable {
  readonly id: string;
  readonly name: string | null;
  readonly teamId: string;
}

/** Whoever takes a household on themselves was just recognised: nobody need be asked again. */
function ownself({ by }: Tx, owner: string): Ownable | undefined {
  if (by.kind !== 'person' || by.personId !== owner || by.teamId === null) return undefined;
  return by.roles.some((role) => role === 'caseworker' || role === 'team_lead') ? { id: owner, name: null, teamId: by.teamId } : undefined;
}

const wrong = (path: FieldFault['path'], code: string): InvalidInput => new InvalidInput([{ path, code }]);
