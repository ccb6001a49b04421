import { Injectable } from '@nestjs/common';
import type { QueryResult } from 'pg';
import { NotFound } from '../../libs/http/refusal.js';
import { type Asked, changed, row, rows, statement } from '../../libs/sql/sql.js';
import { guardedUpdate } from '../../libs/transaction/guarded-update.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { ReferralRow } from './referral.entity.js';

const OF_CASE = statement('referrals.of-case', 'select id from referrals where case_id = $1 and state in (\'open\', \'paused\') order by id');
const ENTER = statement('referrals.enter', 'select enter_referral($1) as "caseId"');
const LOOKED = statement('referrals.looked', 'update referrals set looked_at = $2, restricted_too = restricted_too or $3 where id = $1');
const GOING_FOR = statement('referrals.going-for', `
  select id from referrals where case_id = $1 and need = $2 and state in ('open', 'paused') and split_at is null order by opened_at desc limit 1`);

function caseOf(found: { readonly caseId: string | null } | undefined): string {
  if (!found?.caseId) throw new NotFound();
  return found.caseId;
}

/** Referrals: writes and by-id reads. Whoever changes one, or an offer of it, locks it first. */
@Injectable()
export class ReferralsStore {
  async add(tx: Tx, referral: Omit<ReferralRow, 'version'>): Promise<void> {
    await tx.insert(ReferralRow, referral);
  }

  /** Throws `NotFound`. */
  async byId(tx: Tx, id: string): Promise<ReferralRow> {
    const referral = await tx.findOneBy(ReferralRow, { id });
    if (!referral) throw new NotFound();
    return referral;
  }

  /** Reads it and keeps everybody else from moving it, or its offers, until the transaction ends. Throws `NotFound`. */
  async lock(tx: Tx, id: string): Promise<ReferralRow> {
    const referral = await tx.findOne(ReferralRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!referral) throw new NotFound();
    return referral;
  }

  /** Locks a referral’s case, the referral and its offers, in that order and in one round trip; gives the case. Throws `NotFound`. */
  async enter(tx: Tx, id: string): Promise<string> {
    return caseOf(await row<{ caseId: string | null }>(tx, ENTER, [id]));
  }

  /** What `enter` asks, for whoever sends it with the opening of a transaction. */
  entering(id: string): readonly Asked[] {
    return [{ statement: ENTER, values: [id] }];
  }

  /** The case that `entering` locked. Throws `NotFound`. */
  entered([found]: readonly QueryResult[]): string {
    return caseOf(found?.rows[0] as { caseId: string | null } | undefined);
  }

  /** The office has looked at what was answered so far, and lets the referral go on. The caller holds its lock. */
  async looked(tx: Tx, id: string, restrictedToo: boolean): Promise<void> {
    await changed(tx, LOOKED, [id, tx.at, restrictedToo]);
  }

  /** The referrals of a case that are not over, in the order in which they are locked. */
  async goingOf(tx: Tx, caseId: string): Promise<string[]> {
    return (await rows<{ id: string }>(tx, OF_CASE, [caseId])).map(({ id }) => id);
  }

  /** Writes it if it still is what the writer saw; throws `Stale` if it is not. */
  change(tx: Tx, seen: { readonly id: string; readonly version: number }, patch: Partial<ReferralRow>): Promise<number> {
    return guardedUpdate(tx, ReferralRow, seen, patch);
  }

  /** One of a case; throws `NotFound` for one of another. */
  async ofCase(tx: Tx, caseId: string, id: string): Promise<ReferralRow> {
    const referral = await this.byId(tx, id);
    if (referral.caseId !== caseId) throw new NotFound();
    return referral;
  }

  /** The referral that is going on for a need of a case, if one is. */
  async goingFor(tx: Tx, caseId: string, need: string): Promise<string | undefined> {
    return (await row<{ id: string }>(tx, GOING_FOR, [caseId, need]))?.id;
  }
}
