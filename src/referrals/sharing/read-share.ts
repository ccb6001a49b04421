import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { changed, row, statement, together } from '../../../libs/sql/sql.js';
import { type Actor, organisationOf } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CaseFiles } from '../../cases/cases.door.js';
import { inOrder, type ShareContent, type ShareField } from './share.rules.js';

/** What was shared with an organisation, as it was frozen when it was asked. */
export interface Share {
  readonly offerId: string;
  readonly need: string;
  /** What the household agreed to, whether or not the file said anything there. */
  readonly fields: readonly ShareField[];
  readonly content: ShareContent;
  /** The office’s word that goes with it. */
  readonly note: string | null;
  readonly frozenAt: Date;
}

interface Read extends Share {
  readonly caseId: string;
  readonly organisationId: string;
}

const ABOUT = statement('shares.about', 'select case_id as "caseId", organisation_id as "organisationId", need, referral_agreed(case_id, organisation_id) as agreed from offers where id = $1');
const SHARE = statement('shares.one', `
  select offer_id as "offerId", organisation_id as "organisationId", case_id as "caseId", fields, content, note, frozen_at as "frozenAt" from offer_shares where offer_id = $1`);
const OPENED = statement('shares.opened', `
  insert into disclosures (case_id, organisation_id, offer_id, kind, need, fields, at, person_id) values ($1, $2, $3, 'opened', $4, $5, $6, $7)`);
const SEEN = statement('shares.seen', 'update offers set seen_at = $2 where id = $1 and seen_at is null');

/** Opens what was shared with an organisation: each opening stands on the household’s ledger and in its audit. */
@Injectable()
export class ReadShare {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly audit: Audit,
  ) {}

  run(by: Actor, offerId: string): Promise<Share> {
    return this.transactions.read(by, (tx) => this.within(tx, offerId));
  }

  /**
   * Throws `NotFound` for what is not theirs, and `Forbidden`: `referrals.sign-in-first` for a link, `referrals.consent-withdrawn` once the household no longer
   * agrees, `referrals.share-closed` when the offer is no longer asked, held or served.
   */
  async within(tx: Tx, offerId: string): Promise<Share> {
    const [about, share] = await together(row<Pick<Read, 'caseId' | 'organisationId' | 'need'> & { agreed: boolean }>(tx, ABOUT, [offerId]), row<Omit<Read, 'need'>>(tx, SHARE, [offerId]));
    if (!about) throw new NotFound();
    if (tx.by.kind === 'link') throw new Forbidden('referrals.sign-in-first');
    const ofOffice = organisationOf(tx.by) === null;
    if (ofOffice) await this.files.facts(tx, about.caseId);
    else if (!about.agreed) throw new Forbidden('referrals.consent-withdrawn');
    if (!share) throw ofOffice ? new NotFound() : new Forbidden('referrals.share-closed');
    const { caseId, organisationId, ...told } = share;
    await together(
      ...(ofOffice || tx.by.kind !== 'person' ? [] : [
        changed(tx, OPENED, [caseId, organisationId, offerId, about.need, inOrder(Object.keys(share.content)), tx.at, tx.by.personId]), changed(tx, SEEN, [offerId, tx.at]),
      ]),
      this.audit.record(tx, { chain: caseId, action: 'share.opened', subjectId: offerId, details: { organisationId, fields: share.fields } }),
    );
    return { ...told, fields: inOrder(share.fields), need: about.need };
  }
}
