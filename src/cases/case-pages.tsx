import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { type FormFaults, formFaults, NO_FAULTS } from '../../libs/http/form-faults.js';
import { Forbidden } from '../../libs/http/refusal.js';
import { onward } from '../../libs/http/onward.js';
import { seeOther, type SignedIn } from '../../libs/http/reader.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { Toast } from '../../libs/ui/toast.js';
import { Frame } from '../frame/frame.js';
import type { CaseFacts } from './case.entity.js';
import { CaseHead, CaseTabs, type Part, partPath } from './case-head.view.js';
import { may, type OpeningReason } from './cases.policy.js';
import type { HouseholdSheet } from './cases.queries.js';
import { OfficeDay } from './office-day.js';
import { OpenFile } from './open-file.js';

/** One request for a page of a case. */
export interface CaseRequest {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly caseId: string;
  readonly reason?: OpeningReason | undefined;
  /** What was just done, by its code. */
  readonly done?: unknown;
}

/** What a page of a case is drawn from. */
export interface CaseSheet {
  readonly file: CaseFacts;
  readonly household: HouseholdSheet;
  readonly mayEdit: boolean;
  readonly now: Date;
  readonly today: string;
  /** The key that makes a form happen once. */
  readonly once: string;
  readonly faults: FormFaults;
}

/** Draws the content of one part of a case. */
export type Draw = (sheet: CaseSheet) => ComponentChildren;

/** What all pages of a case do alike: let somebody in, draw the head and the part, and show a form again with what was wrong. */
@Injectable()
export class CasePages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly openFile: OpenFile,
    private readonly day: OfficeDay,
  ) {}

  /** Answers with one part of a case. `forms`: the page is nothing but a form, so only those who may edit have it. */
  async show(asked: CaseRequest, part: Part, draw: Draw, { faults = NO_FAULTS, forms = false }: { faults?: FormFaults; forms?: boolean } = {}): Promise<void> {
    const { by, request, reply, caseId, reason, done } = asked;
    const { t } = request;
    const sheet = await this.transactions.read(by, async (tx): Promise<CaseSheet> => {
      // The privacy officer looks at what was agreed, not at the rest of the file.
      const { file, household } = await this.openFile.run(tx, caseId, { reason }, part === 'consents' ? 'read_consents' : 'read');
      return { file, household, mayEdit: may(by, 'edit', file) === 'yes', now: tx.at, today: this.day.of(tx.at), once: newId(), faults };
    });
    if (forms && !sheet.mayEdit) throw new Forbidden();
    const title = `${t(`cases.parts.${part}`)}, ${t('cases.number', { number: sheet.file.number })}`;
    const toast = typeof done === 'string' && t.has(`cases.done.${done}`) ? <Toast>{t(`cases.done.${done}`)}</Toast> : null;
    const html = this.frame.office(request, { title, current: '/cases', toast, faulty: faults.summary.length > 0 },
      (
      <>
        <CaseHead t={t} file={sheet.file} />
        <div class="stack-8"><CaseTabs t={t} file={sheet.file} part={part} reason={reason} mayEdit={sheet.mayEdit} mayRead={part !== 'consents' || may(by, 'read', sheet.file) !== 'no'} />{draw(sheet)}</div>
      </>
    ));
    void reply.code(faults.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }

  /** Does what a form asks and goes on; if it is refused, shows the part again with what was typed and what is wrong. */
  async attempt(asked: CaseRequest, deed: () => Promise<unknown>, { part, done, draw, forms, next }: { part: Part; done: string; draw: Draw; forms?: boolean; next?: unknown }): Promise<void> {
    try {
      await deed();
    } catch (fault) {
      await this.show(asked, part, draw, { faults: formFaults(fault, asked.request.t), ...(forms === undefined ? {} : { forms }) });
      return;
    }
    seeOther(asked.reply, onward(next, `${partPath(asked.caseId, part)}?done=${done}`));
  }
}
