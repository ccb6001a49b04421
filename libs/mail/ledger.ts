import { changed, rows, statement } from '../sql/sql.js';
import type { Tx } from '../transaction/tx.js';
import type { Delivery } from './carrier.js';
import type { MailContent } from './mails.js';

/** A mail that this worker holds the lease of. */
export interface HeldMail {
  readonly id: string;
  readonly address: string;
  readonly language: string;
  readonly template: string;
  readonly content: MailContent;
  readonly messageId: string;
  readonly createdAt: Date;
  /** Which try this is, from 1. */
  readonly attempts: number;
  /** Where it stood before: `unknown` if an earlier try may have arrived. */
  readonly was: 'pending' | 'unknown';
}

/** After so many tries a mail is dead, and shown. */
export const TRIES = 5;

const LAPSE = statement('mail.lapse', `
  update mails set state = case when attempts >= $1 then 'dead' else 'unknown' end, lease_until = null, last_error = 'lease lapsed'
  where state = 'sending' and lease_until < clock_timestamp()`);
const CLAIM = statement('mail.claim', `
  with due as (
    select id, state as was from mails
    where state in ('pending', 'unknown') and (retry_at is null or retry_at <= clock_timestamp())
    order by created_at limit $1 for update skip locked)
  update mails m set state = 'sending', attempts = attempts + 1, retry_at = null, lease_until = clock_timestamp() + make_interval(secs => $2)
  from due where m.id = due.id
  returning m.id, m.address, m.language, m.template, m.content, m.message_id as "messageId", m.created_at as "createdAt", m.attempts, due.was`);
const RENEW = statement('mail.renew', `
  update mails set lease_until = clock_timestamp() + make_interval(secs => $2) where id = any($1) and state = 'sending'`);
const SENT = statement('mail.sent', `
  update mails set state = 'sent', sent_at = clock_timestamp(), lease_until = null, last_error = null, content = case when $3 then '{}' else content end
  where id = $1 and state = 'sending' and attempts = $2`);
const PUT_BACK = statement('mail.put-back', `
  update mails set state = $3, attempts = $4, lease_until = null, last_error = $5, retry_at = clock_timestamp() + make_interval(secs => $6)
  where id = $1 and state = 'sending' and attempts = $2`);

/** Leases the oldest mails that may be tried now; a lease that lapsed leaves a mail unknown, to be sent again as the same message. */
export async function claim(tx: Tx, count: number, leaseMs: number): Promise<HeldMail[]> {
  await changed(tx, LAPSE, [TRIES]);
  return rows<HeldMail>(tx, CLAIM, [count, leaseMs / 1000]);
}

/** Keeps the leases of mails still under way. */
export const renew = (tx: Tx, ids: readonly string[], leaseMs: number): Promise<number> => changed(tx, RENEW, [ids, leaseMs / 1000]);

/** How a delivery is written down. */
export interface Settling {
  /** Whether to forget what the mail said once it has left: its links open doors. */
  readonly forget: boolean;
  readonly firstBackOffMs: number;
}

/** Writes down what became of a try. A worker that lost its lease writes nothing. */
export async function settle(tx: Tx, mail: HeldMail, delivery: Delivery, { forget, firstBackOffMs }: Settling): Promise<void> {
  if (delivery.outcome === 'sent') {
    await changed(tx, SENT, [mail.id, mail.attempts, forget]);
    return;
  }
  // A server nobody could reach has said nothing about this mail: the try does not count.
  const untried = delivery.outcome === 'unreachable';
  const state = untried ? mail.was : mail.attempts >= TRIES ? 'dead' : delivery.outcome === 'unknown' || mail.was === 'unknown' ? 'unknown' : 'pending';
  const pauseMs = untried ? 0 : firstBackOffMs * 4 ** (mail.attempts - 1);
  await changed(tx, PUT_BACK, [mail.id, mail.attempts, state, mail.attempts - (untried ? 1 : 0), delivery.reason, pauseMs / 1000]);
}
