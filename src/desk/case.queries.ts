import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { cursorOf, keysOf } from '../../libs/http/keyset.js';
import { NotFound, Refusal } from '../../libs/http/refusal.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { OpeningReason } from '../cases/cases.door.js';
import { REFERRAL_KINDS } from '../referrals/referrals.door.js';
import { TIMELINE, WHOLE_CASE } from './case.sql.js';
import type { TimelineQuery } from './desk.dto.js';
import { SIGHT, sightValues, type Sight } from './sight.js';

/** A case as somebody gets to see it. */
export interface SeenCase {
  readonly sees: Sight;
  readonly version: number;
  readonly number: string;
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly restricted: boolean;
  /** JSON that Postgres wrote: the whole file, or the household's name and owner; null while a reason is asked for. */
  readonly file: string | null;
}

/** A page of a timeline: items and names are JSON that Postgres wrote. */
export interface TimelinePage {
  readonly items: string;
  readonly people: Readonly<Record<string, string>>;
  readonly next: string | null;
}

interface TimelineRow { readonly sees: Sight; readonly items: string; readonly lastAt: string | null; readonly lastId: number | null; readonly more: boolean; readonly people: Record<string, string> }

/** The happenings that are somebody being in touch, or trying to. */
const THREAD_KINDS: Readonly<Record<TimelineQuery['kind'], readonly string[] | null>> = {
  all: null,
  contacts: ['contact.made', 'attempt.failed', 'case.unreached', 'case.reached'],
  notes: ['note.written'],
  referrals: REFERRAL_KINDS,
};

/** A household's file as the counter shows it: each look is one statement, which records that somebody looked. */
@Injectable()
export class CaseReading {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** What somebody may see of a case. @throws NotFound when there is no such case for them */
  async open(by: PersonActor, caseId: string, reason?: OpeningReason): Promise<SeenCase> {
    const [seen] = await this.transactions.statement<SeenCase>(by, WHOLE_CASE, [...look(by, caseId, reason), this.env.OFFICE_ZONE]);
    if (!seen || seen.sees === SIGHT.nothing) throw new NotFound();
    return seen;
  }

  /** A page of what happened, newest first. `recorded`: it belongs to a look that is on record already. @throws NotFound, Refusal `cases.reason-needed` */
  async timeline(by: PersonActor, caseId: string, { kind, reason, after, limit }: TimelineQuery, { recorded = false } = {}): Promise<TimelinePage> {
    const [lastAt = null, lastId = null] = keysOf(after, 2) ?? [];
    const [page] = await this.transactions.statement<TimelineRow>(by, TIMELINE, [...look(by, caseId, reason), THREAD_KINDS[kind], lastAt, lastId, limit, recorded]);
    if (!page || page.sees === SIGHT.nothing || page.sees === SIGHT.glimpse) throw new NotFound();
    if (page.sees === SIGHT.ask) throw new Refusal('cases.reason-needed');
    return { items: page.items, people: page.people, next: page.more ? cursorOf([page.lastAt, page.lastId]) : null };
  }
}

const look = (by: PersonActor, caseId: string, reason: OpeningReason | undefined): unknown[] => [caseId, ...sightValues(by), by.roles.join(','), reason ?? null];
