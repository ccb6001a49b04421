import { Injectable } from '@nestjs/common';
import { row, statement } from '../sql/sql.js';
import type { Actor } from '../transaction/actor.js';
import type { Tx } from '../transaction/tx.js';

const APPEND = statement('audit.append', 'select audit_append($1, $2, $3, $4, $5, $6)');

/** One thing somebody did or looked at. `details` holds codes and identities, never what a field said. */
export interface AuditEntry {
  /** The chain it joins: the case it touches or, outside any case, the person who acts. */
  readonly chain: string;
  /** What was done, as `noun.verb-in-the-past`. */
  readonly action: string;
  readonly subjectId?: string | undefined;
  readonly details?: Record<string, unknown> | undefined;
}

/** The audit: append-only, hash-chained, in the same transaction as what it tells. */
@Injectable()
export class Audit {
  /** Writes one entry; if the transaction rolls back, so does the entry. */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    await row(tx, APPEND, auditValues(tx.by, entry));
  }
}

/** The six values of `audit_append`, for a statement that looks and records in one round trip. */
export function auditValues(by: Actor, { chain, action, subjectId, details }: AuditEntry): unknown[] {
  const [actorId, actor] = by.kind === 'person' ? [by.personId, by.roles.join(',')] : [null, by.name];
  return [chain, actorId, actor, action, subjectId ?? null, JSON.stringify(details ?? {})];
}
