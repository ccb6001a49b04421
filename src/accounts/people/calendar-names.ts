import { Injectable } from '@nestjs/common';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';

/** The calendars that a team may follow: the files of config/calendars. */
@Injectable()
export class CalendarNames {
  readonly all: readonly string[] = readdirSync(join(projectRoot(), 'config', 'calendars'))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}
