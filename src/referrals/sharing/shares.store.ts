import { Injectable } from '@nestjs/common';
import { changed, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { ShareContent, SharingConsent } from './share.rules.js';

/** What is frozen with an offer. */
export interface NewShare {
  readonly offerId: string;
  readonly organisationId: string;
  readonly caseId: string;
  readonly consentId: string;
  readonly need: string;
  readonly fields: readonly string[];
  readonly content: ShareContent;
  /** The office’s word that goes with it. */
  readonly note: string | null;
}

// The ledger entry goes with it: whatever is sent is told to whom it is about.
const FREEZE = statement('shares.freeze', `
  with frozen as (
    insert into offer_shares (offer_id, organisation_id, case_id, consent_id, fields, content, note, frozen_at)
    select offer_id, organisation_id, case_id, consent_id, array(select jsonb_array_elements_text(fields)), content, note, $1
    from jsonb_to_recordset($2) as s (offer_id uuid, organisation_id uuid, case_id uuid, consent_id uuid, fields jsonb, content jsonb, note text)
    on conflict (offer_id) do nothing returning offer_id, fields)
  insert into disclosures (case_id, organisation_id, offer_id, kind, need, fields, at)
  select s.case_id, s.organisation_id, s.offer_id, 'sent', s.need, f.fields, $1
  from jsonb_to_recordset($2) as s (offer_id uuid, organisation_id uuid, case_id uuid, need text) join frozen f on f.offer_id = s.offer_id`);
const CONSENTS = statement('shares.consents', `
  select id, recipient, given_at as "givenAt", language, expires_on as "expiresOn" from consents where case_id = $1 and purpose = 'referral' and withdrawn_at is null and expires_on >= $2::date order by given_at desc`);

/** What was shared, frozen; nothing changes a share. */
@Injectable()
export class SharesStore {
  async freeze(tx: Tx, shares: readonly NewShare[]): Promise<void> {
    await changed(tx, FREEZE, [tx.at, JSON.stringify(shares.map((share) => ({
      offer_id: share.offerId, organisation_id: share.organisationId, case_id: share.caseId, consent_id: share.consentId, fields: share.fields, content: share.content, note: share.note, need: share.need,
    })))]);
  }

  /** The consents under which a case may be shared on a day, newest first. */
  consentsOf(tx: Tx, caseId: string, on: string): Promise<SharingConsent[]> {
    return rows<SharingConsent>(tx, CONSENTS, [caseId, on]);
  }
}
