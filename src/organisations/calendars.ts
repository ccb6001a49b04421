import { Inject, Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { ENV, type Env } from '../../config/env.js';
import { projectRoot } from '../../config/root.js';
import { type CivilDate } from '../../libs/calendar/civil-date.js';
import { loadCalendars } from '../../libs/calendar/load-calendars.js';
import { civilDateAt } from '../../libs/calendar/zone.js';
import type { Hours } from './questions.rules.js';

/** The calendars on which organisations' promises run, in the office's zone. */
@Injectable()
export class Calendars {
  private readonly calendars = loadCalendars(join(projectRoot(), 'config/calendars'));

  constructor(@Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE' | 'OFFICE_CALENDAR'>) {}

  get zone(): string {
    return this.env.OFFICE_ZONE;
  }

  /** A calendar by its name; the office's own for a name that no file bears any more. */
  named(name: string): Hours {
    const calendar = this.calendars.get(name) ?? this.calendars.get(this.env.OFFICE_CALENDAR);
    if (!calendar) throw new Error(`config/calendars has no "${this.env.OFFICE_CALENDAR}"`);
    return { calendar, zone: this.zone };
  }

  /** The office's day. */
  today(at: Date): CivilDate {
    return civilDateAt(at, this.zone);
  }
}
