import { Injectable } from '@nestjs/common';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';

/** A turn of duty with the names it concerns. */
export interface DutyLine {
  readonly id: string;
  readonly kind: 'on_call' | 'cover';
  readonly personId: PersonId;
  readonly personName: string;
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly forPersonId: PersonId | null;
  readonly forPersonName: string | null;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

const LIST = statement('accounts.duties', `
  select d.id, d.kind, d.person_id as "personId", p.name as "personName", coalesce(d.team_id, f.team_id) as "teamId", t.name as "teamName",
    d.for_person_id as "forPersonId", f.name as "forPersonName", d.from_at as "fromAt", d.until_at as "untilAt"
  from duties d join people p on p.id = d.person_id left join people f on f.id = d.for_person_id left join teams t on t.id = coalesce(d.team_id, f.team_id)
  where d.until_at > $1 order by d.from_at, d.id limit 500`);
// The same place on the roster, at the same time: then nobody would know who answers.
const CLASH = statement('accounts.duty-clash', `
  select 1 from duties where kind = $1 and team_id is not distinct from $2 and for_person_id is not distinct from $3 and from_at < $5 and until_at > $4 limit 1`);

/** The roster. */
@Injectable()
export class DutiesQueries {
  /** What is on the roster now and later, soonest first. */
  list(tx: Tx): Promise<DutyLine[]> {
    return rows<DutyLine>(tx, LIST, [tx.at]);
  }

  async clashes(tx: Tx, duty: { kind: string; teamId: string | null; forPersonId: string | null; fromAt: Date; untilAt: Date }): Promise<boolean> {
    return (await row(tx, CLASH, [duty.kind, duty.teamId, duty.forPersonId, duty.fromAt, duty.untilAt])) !== undefined;
  }
}
