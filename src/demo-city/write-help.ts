import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import type { PlanCare } from '../referrals/care/plan-care.js';
import type { HelpRows } from './help-rows.js';
import { write } from './write-city.js';

/** In this order each row finds what it points at. */
const TABLES: readonly (keyof HelpRows)[] = [
  'referrals', 'offers', 'offer_shares', 'disclosures', 'offer_messages', 'appointments', 'outcome_questions', 'outcome_reviews', 'unmet_needs', 'case_events', 'alarms',
];

const AUDIT = statement('demo-city.audit-help', `
  select audit_append(case_id, null, 'demo-city', 'offer.sent', id, jsonb_build_object('organisationId', organisation_id, 'demo', true))
  from (select * from offers where demo and sent_at is not null order by sent_at, id) as sent`);

/** Writes who was asked to help whom, and what came of it, in the caller's transaction. */
export async function writeHelp(tx: Tx, help: HelpRows, care: PlanCare): Promise<void> {
  for (const table of TABLES) await write(tx, table, help[table]);
  // What is owed from this morning on; of what was owed before, everybody has heard.
  const going = help.offers.filter((offer) => offer['settled_at'] === null).map((offer) => String(offer['id']));
  await care.run(tx, new Map(going.map((id) => [id, tx.at])));
  await rows(tx, AUDIT);
}
