import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { ENV, type Env } from '../../config/env.js';
import { projectRoot } from '../../config/root.js';
import type { Calendar } from '../../libs/calendar/calendar.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { realNow } from '../../libs/clock/real-time.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { People } from '../accounts/accounts.door.js';
import type { Office } from './offset.rules.js';

/** How long a team's choice of calendar is believed before it is asked again, in real milliseconds. */
const REMEMBERED_MS = 60_000;

/** Each team's calendar in the office's zone: promises in business time are counted by the team's own days. */
@Injectable()
export class OfficeCalendars {
  private readonly calendars: ReadonlyMap<string, Calendar>;
  private readonly teams = new Map<string, { readonly office: Office; readonly until: number }>();

  constructor(@Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE' | 'OFFICE_CALENDAR'>, private readonly people: People) {
    this.calendars = loadCalendars(join(projectRoot(), 'config/calendars'));
  }

  /** The office of a team; asks the database at most once a minute for each team. */
  async of(tx: Tx, teamId: string): Promise<Office> {
    const known = this.teams.get(teamId);
    if (known && known.until > realNow()) return known.office;
    const office = this.named(await this.people.calendarOf(tx, teamId));
    this.teams.set(teamId, { office, until: realNow() + REMEMBERED_MS });
    return office;
  }

  /** The offices of several teams, for a set of alarms. */
  async ofAll(tx: Tx, teamIds: Iterable<string>): Promise<ReadonlyMap<string, Office>> {
    const offices = new Map<string, Office>();
    for (const teamId of new Set(teamIds)) offices.set(teamId, await this.of(tx, teamId));
    return offices;
  }

  /** A calendar by its name; the office's own for a name that no file bears any more. */
  named(name: string | null | undefined): Office {
    const calendar = this.calendars.get(name ?? this.env.OFFICE_CALENDAR) ?? this.calendars.get(this.env.OFFICE_CALENDAR);
    if (!calendar) throw new Error(`config/calendars has no "${this.env.OFFICE_CALENDAR}"`);
    return { calendar, zone: this.env.OFFICE_ZONE };
  }
}
