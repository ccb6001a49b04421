import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { AskedService } from './links/ask-organisation.js';
import type { QuestionFacts } from './questions.rules.js';

/** What the alarms of a service, and the questions about it, are worked out of. */
export interface ServiceFacts extends AskedService, QuestionFacts {
  readonly calendar: string;
}

const FACTS = statement('organisations.service-facts', `
  select s.id, s.organisation_id as "organisationId", s.name, s.email, s.status, s.closed_until as "closedUntil",
    coalesce(s.assured_on, (s.created_at at time zone $2)::date) as since, (s.created_at at time zone $2)::date as "cameOn",
    o.email as "organisationEmail", o.language, o.mails, o.calendar, o.paused_until as "pausedUntil",
    coalesce((select jsonb_agg(jsonb_build_object('available', p.available, 'maximum', p.maximum, 'updatedAt', p.updated_at) order by p.id)
      from places p where p.organisation_id = s.organisation_id and p.service_id = s.id), '[]') as places
  from services s join organisations o on o.id = s.organisation_id where s.id = any($1::uuid[]) order by s.id`);

type Raw = Omit<ServiceFacts, 'places'> & { readonly places: readonly { available: number; maximum: number | null; updatedAt: string }[] };

/** The facts of some services, for whoever may see them. */
export async function serviceFacts(tx: Tx, serviceIds: readonly string[], zone: string): Promise<ServiceFacts[]> {
  if (serviceIds.length === 0) return [];
  const found = await rows<Raw>(tx, FACTS, [serviceIds, zone]);
  return found.map((raw) => ({ ...raw, places: raw.places.map((place) => ({ ...place, updatedAt: new Date(place.updatedAt) })) }));
}
