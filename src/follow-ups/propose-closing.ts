import { Injectable } from '@nestjs/common';
import { instantOf, civilDateAt } from '../../libs/calendar/zone.js';
import { addDays } from '../../libs/calendar/civil-date.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { FollowUpsQueries, type Silent } from './follow-ups.queries.js';
import { OfficeCalendars } from './office-calendars.js';
import { Protocols } from './protocols.js';

/** Households that did not answer for the protocol's thirty days: closing is proposed, and a lead or manager decides. */
@Injectable()
export class ProposeClosing {
  constructor(
    private readonly queries: FollowUpsQueries,
    private readonly protocols: Protocols,
    private readonly calendars: OfficeCalendars,
  ) {}

  /** Those that whoever asks may close, of one team or of all; the longest silent first. */
  list(tx: Tx, teamId: string | null = null): Promise<Silent[]> {
    const { zone } = this.calendars.named(null);
    const { amount } = this.protocols.inForce().attempts.closureAfter;
    const lastDay = addDays(civilDateAt(tx.at, zone), -amount);
    return this.queries.silentSince(tx, tx.by, instantOf(addDays(lastDay, 1), 0, zone), teamId);
  }
}
