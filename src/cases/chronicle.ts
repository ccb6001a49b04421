import { Injectable } from '@nestjs/common';
import { Audit, auditValues } from '../../libs/audit/audit.js';
import { rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';

const TELL = statement('cases.tell', `
  insert into case_events (case_id, at, kind, actor_id, details) values ($1, $2, $3, $4, $5)`);

const TELL_AND_RECORD = statement('cases.tell-and-record', `
  with happened as materialized (
    select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[]) with ordinality as h (case_id, kind, subject_id, details, n) order by n),
  told as (insert into case_events (case_id, at, kind, actor_id, details) select case_id, $7, kind, $5::uuid, details from happened order by n)
  select audit_append(case_id, $5::uuid, $6, kind, subject_id, details) from happened`);

/** One happening in a case. `details` holds codes and identities; what was said stays in its own table. */
export interface Happening {
  readonly caseId: string;
  /** `noun.verb-in-the-past`; the timeline's text is `cases.timeline.<kind>`. */
  readonly kind: string;
  readonly subjectId?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** The two records of everything that happens to a case: the timeline for its readers, the audit for its auditors. */
@Injectable()
export class Chronicle {
  constructor(private readonly audit: Audit) {}

  /** Writes both in the same commit as what they tell, in one round trip, however many things happened. */
  async write(tx: Tx, ...happenings: readonly Happening[]): Promise<void> {
    if (happenings.length === 0) return;
    const [, actorId, actor] = auditValues(tx.by, { chain: '', action: '' });
    await rows(tx, TELL_AND_RECORD, [
      happenings.map(({ caseId }) => caseId), happenings.map(({ kind }) => kind), happenings.map(({ subjectId }) => subjectId ?? null),
      happenings.map(({ details }) => JSON.stringify(details ?? {})), actorId, actor, tx.at,
    ]);
  }

  /** Writes the timeline alone, for a deed of another room that records its own audit; `who` and when, if it is told afterwards. */
  async tell(tx: Tx, { caseId, kind, details }: Happening, { by, at }: { readonly by: string | null; readonly at: Date } = { by: tx.by.kind === 'person' ? tx.by.personId : null, at: tx.at }): Promise<void> {
    await rows(tx, TELL, [caseId, at, kind, by, JSON.stringify(details ?? {})]);
  }

  /** Writes the audit alone: somebody looked, and nothing changed. */
  record(tx: Tx, { caseId, kind, subjectId, details }: Happening): Promise<void> {
    return this.audit.record(tx, { chain: caseId, action: kind, subjectId, details });
  }
}
