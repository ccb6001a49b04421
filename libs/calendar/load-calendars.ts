import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCalendars } from './build-calendars.js';
import type { CalendarSettings } from './build-calendars.js';
import type { Calendar } from './calendar.js';
import { readCalendarFile } from './calendar-file.js';

/** Reads every `*.yaml` of a folder, once, when the service starts. @throws InvalidDocument naming file, path and reason. */
export function loadCalendars(folder: string, settings?: CalendarSettings): ReadonlyMap<string, Calendar> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();
  return buildCalendars(names.map((name) => readCalendarFile(readFileSync(join(folder, name), 'utf8'), join(folder, name))), settings);
}
