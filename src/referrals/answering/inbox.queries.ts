import { Injectable } from '@nestjs/common';
import { one, rows, statement, together } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';

/** What was said by the office and nobody at the organisation has read. */
export interface Unread {
  readonly offerId: string;
  readonly need: string;
  readonly count: number;
  readonly at: Date;
}

/** How soon answers come, in minutes of business time; null without any, or where too few would tell whose they are. */
export interface AnswerTimes {
  readonly own: number | null;
  readonly network: number | null;
}

/** A meeting to come, with what it is about. */
export interface ComingMeeting {
  readonly id: string;
  readonly offerId: string;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly place: string;
  readonly bring: string | null;
  readonly need: string;
  readonly service: string;
  readonly adults: number | null;
  readonly children: number | null;
}

const DAYS = 30;
/** As many as a page shows; whoever has more meets somebody every half hour for weeks. */
const MOST = 200;

// The organisation is in no condition: row-level security is.
const UNREAD = statement('answering.unread', `
  select o.id as "offerId", o.need, count(*)::int as count, max(m.at) as at
  from offer_messages m join offers o on o.id = m.offer_id where m.side = 'office' and m.read_at is null group by o.id, o.need order by max(m.at) desc limit 20`);
const TIMES = statement('answering.times', `
  select percentile_cont(0.5) within group (order by business_minutes)::int as own, network_answer_median() as network
  from offers where sent_at >= $1 and answer is not null and answer <> 'expired' and state <> 'voided'`);
const COMING = statement('answering.coming', `
  select a.id, a.offer_id as "offerId", a.starts_at as "startsAt", a.minutes, a.place, a.bring, o.need, s.name as service,
    (v.summary ->> 'adults')::int as adults, (v.summary ->> 'children')::int as children
  from appointments a join offers o on o.id = a.offer_id join services s on s.id = o.service_id left join offer_summaries v on v.offer_id = o.id
  where a.state = 'planned' and a.starts_at >= $1 order by a.starts_at, a.id limit ${MOST}`);

/** What an organisation sees around its offers. Only within its own transaction: the database keeps to what is its own. */
@Injectable()
export class InboxQueries {
  /** What the office said and nobody has read, newest first. */
  unread(tx: Tx): Promise<Unread[]> {
    return rows<Unread>(tx, UNREAD);
  }

  /** What stands beside the inbox, in one round trip. */
  async beside(tx: Tx): Promise<{ readonly unread: readonly Unread[]; readonly times: AnswerTimes }> {
    const [unread, times] = await together(this.unread(tx), one<AnswerTimes>(tx, TIMES, [new Date(tx.at.getTime() - DAYS * 86_400_000)]));
    return { unread, times };
  }

  /** Meetings that are planned, from a moment on. */
  coming(tx: Tx, from: Date): Promise<ComingMeeting[]> {
    return rows<ComingMeeting>(tx, COMING, [from]);
  }
}
