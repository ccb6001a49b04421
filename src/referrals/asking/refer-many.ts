import { Injectable } from '@nestjs/common';
import { type FieldFault, Forbidden, InvalidInput, NotFound, Refusal } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { CaseFiles } from '../../cases/cases.door.js';
import type { ReferralState } from '../referral.rules.js';
import { mayRefer } from '../referrals.policy.js';
import { ShareTemplates } from '../sharing/share-templates.js';
import { type JudgedReferral, OpenReferral } from './open-referral.js';
import type { ManyInput } from './referrals.dto.js';

/** What came of one case: its referral, or why there is none; the codes are keys of texts. */
export type ReferredCase =
  | { readonly caseId: string; readonly referralId: string; readonly state: ReferralState }
  | { readonly caseId: string; readonly faults: readonly FieldFault[] };

/** The same need of many households, put to the same services in one act. */
@Injectable()
export class ReferMany {
  constructor(
    private readonly transactions: Transactions,
    private readonly files: CaseFiles,
    private readonly templates: ShareTemplates,
    private readonly open: OpenReferral,
  ) {}

  /** Each case is judged by itself, and before anything of it is written: one that is refused holds no other up, and nothing is half-written. */
  async run(by: Actor, { caseIds, fields, ...input }: ManyInput): Promise<{ results: readonly ReferredCase[] }> {
    if (!mayRefer(by)) throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      const shared = fields ?? (await this.templates.commonTo(tx, input.services, input.need));
      const results: ReferredCase[] = [];
      // Everybody locks cases in this order.
      for (const caseId of [...new Set(caseIds)].sort()) {
        const judged = await this.judge(tx, { ...input, caseId, fields: [...shared], newcomerId: null, despite: null, restrictedToo: false });
        if ('faults' in judged) results.push({ caseId, faults: judged.faults });
        else {
          const { id, state } = await this.open.write(tx, judged);
          results.push({ caseId, referralId: id, state });
        }
      }
      return { results };
    });
  }

  private async judge(tx: Tx, input: Parameters<OpenReferral['judge']>[2]): Promise<JudgedReferral | { readonly faults: readonly FieldFault[] }> {
    try {
      return await this.open.judge(tx, await this.files.lock(tx, input.caseId), input);
    } catch (fault) {
      if (fault instanceof InvalidInput) return { faults: fault.faults };
      if (fault instanceof Refusal) return { faults: [{ path: '', code: fault.code.replace('.', '.refusals.') }] };
      if (fault instanceof NotFound || fault instanceof Forbidden) return { faults: [{ path: '', code: 'referrals.faults.not-your-case' }] };
      throw fault;
    }
  }
}
