import { Injectable } from '@nestjs/common';
import { one, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CasesQueries, type NewcomerSheet } from '../../cases/cases.door.js';
import { DISCREET_NEEDS } from './addressee.rules.js';
import { type Answer, OPEN_DAYS } from './loop.rules.js';
import type { LiveNewcomerLink } from './newcomer-links.store.js';

/** A question on the newcomer's page; moments are ISO texts. */
export interface AskedOfNewcomer {
  readonly offerId: string;
  readonly organisation: string;
  readonly answer: Answer | null;
  readonly askedAt: string;
}

/** Where somebody is expected. */
export interface NextAppointment {
  readonly organisation: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly place: string;
  readonly bring: string | null;
}

/** What the page shows to whoever holds the link. */
export interface NewcomerSight {
  readonly questions: readonly AskedOfNewcomer[];
  readonly appointment: NextAppointment | null;
  /** Whether somebody still agrees to be written to. */
  readonly writes: boolean;
}

/** Who got or opened what about the household. */
export interface ToldOf {
  readonly organisation: string;
  readonly kind: 'sent' | 'opened' | 'closed';
  readonly fields: readonly string[];
  readonly at: Date;
}

/** The latest are enough to see who; the whole of it is the office's to tell. */
const SHOWN = 20;

/** Of some needs these pages say nothing. */
const SAID = (of: string): string => `${of}.need not in ('${DISCREET_NEEDS.join("', '")}')`;

// $1 the case, $2 the newcomer. What was withdrawn or voided since is nobody's question any more.
const SIGHT = statement('newcomer.sight', `
  select (select coalesce(json_agg(json_build_object('offerId', q.offer_id, 'organisation', o.organisation_name, 'answer', q.answer, 'askedAt', q.asked_at) order by q.asked_at desc, q.offer_id), '[]')
      from outcome_questions q join desk_offers o on o.id = q.offer_id
      where q.case_id = $1 and q.asked_at > office_now() - interval '${OPEN_DAYS} days' and o.state in ('completed', 'unsuccessful') and ${SAID('o')}) as questions,
    (select json_build_object('organisation', o.organisation_name, 'startsAt', a.starts_at, 'minutes', a.minutes, 'place', a.place, 'bring', a.bring)
      from desk_appointments a join desk_offers o on o.id = a.offer_id
      where o.case_id = $1 and o.state in ('accepted', 'scheduled', 'in_service') and ${SAID('o')} and a.state = 'planned' and a.starts_at + make_interval(mins => a.minutes) > office_now()
      order by a.starts_at, a.id limit 1) as appointment,
    exists (select from desk_consents c where c.case_id = $1 and c.newcomer_id = $2 and c.purpose = 'messages' and c.withdrawn_at is null) as writes`);
const TOLD = statement('newcomer.told', `
  select o.name as organisation, d.kind, d.fields, max(d.at) as at from disclosures d join organisations o on o.id = d.organisation_id
  where d.case_id = $1 and ${SAID('d')} group by o.name, d.kind, d.fields order by max(d.at) desc, o.name limit ${SHOWN}`);

/** What a newcomer's own page is drawn from. */
@Injectable()
export class NewcomerQueries {
  constructor(private readonly cases: CasesQueries) {}

  sight(tx: Tx, { caseId, newcomerId }: LiveNewcomerLink): Promise<NewcomerSight> {
    return one<NewcomerSight>(tx, SIGHT, [caseId, newcomerId]);
  }

  told(tx: Tx, { caseId }: LiveNewcomerLink): Promise<ToldOf[]> {
    return rows<ToldOf>(tx, TOLD, [caseId]);
  }

  /** Whose page it is. */
  async reader(tx: Tx, { caseId, newcomerId }: LiveNewcomerLink): Promise<NewcomerSheet | undefined> {
    return (await this.cases.household(tx, caseId)).newcomers.find(({ id }) => id === newcomerId);
  }

  /** The consents under which they are written to. */
  async messages(tx: Tx, { caseId, newcomerId }: LiveNewcomerLink): Promise<string[]> {
    const { consents } = await this.cases.household(tx, caseId);
    return consents.filter((consent) => consent.newcomerId === newcomerId && consent.purpose === 'messages' && consent.withdrawnAt === null).map(({ id }) => id);
  }
}
