import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../config/root.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import type { Language } from '../../../libs/i18n/language.js';
import { readDocument } from '../../../libs/yaml/read-document.js';

/** A calendar that a team may follow, with its name in both languages. */
export interface CalendarChoice {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
}

/** A language that newcomers are served in, with its name in both languages of the office. */
export interface LanguageChoice {
  readonly tag: string;
  readonly name: Readonly<Record<Language, string>>;
}

/** What the configuration offers for accounts: calendars for teams, languages for people. */
@Injectable()
export class OfficeLists {
  readonly calendars: readonly CalendarChoice[] = [...loadCalendars(join(projectRoot(), 'config', 'calendars')).values()].map(({ id, name }) => ({ id, name }));
  readonly languages: readonly LanguageChoice[];

  constructor() {
    const file = join(projectRoot(), 'config', 'languages.yaml');
    this.languages = readDocument(z.array(z.looseObject({ tag: z.string(), fr: z.string(), en: z.string() })), readFileSync(file, 'utf8'), file).map(({ tag, fr, en }) => ({ tag, name: { fr, en } }));
  }

  hasCalendar(id: string): boolean {
    return this.calendars.some((calendar) => calendar.id === id);
  }
}
