import { InvalidDocument } from '../yaml/read-document.js';
import { Calendar } from './calendar.js';
import type { CalendarParts } from './calendar.js';
import type { CalendarFile } from './calendar-file.js';

/** What an office chose, by setting: `{ easterHoliday: 'easter-monday' }`. A setting that a calendar lacks is not for it. */
export type CalendarSettings = Readonly<Record<string, string>>;

/** Builds every calendar from its file and its parents. @throws InvalidDocument if the files do not agree. */
export function buildCalendars(files: readonly CalendarFile[], settings: CalendarSettings = {}): ReadonlyMap<string, Calendar> {
  const byId = new Map<string, CalendarFile>();
  for (const file of files) {
    if (byId.has(file.id)) throw new InvalidDocument(file.id, [{ path: 'id', reason: 'another calendar has this id' }]);
    byId.set(file.id, file);
  }
  return new Map(files.map((file) => [file.id, new Calendar(partsOf(file, byId, settings))]));
}

function partsOf(file: CalendarFile, files: ReadonlyMap<string, CalendarFile>, settings: CalendarSettings): CalendarParts {
  const family = ancestry(file, files);
  const week = family.find((each) => each.hours)?.hours;
  if (!week) throw new InvalidDocument(file.id, [{ path: 'hours', reason: 'no hours here, nor in a calendar it extends' }]);

  return {
    id: file.id,
    name: file.name,
    week,
    holidays: family.flatMap((each) => holidaysOf(each, family, settings)),
    // The oldest first, so that a calendar's own exceptions are the last word.
    exceptions: family.toReversed().flatMap((each) => each.exceptions),
  };
}

function ancestry(file: CalendarFile, files: ReadonlyMap<string, CalendarFile>): CalendarFile[] {
  const family = [file];
  for (let id = file.extends; id !== undefined; ) {
    const parent = files.get(id);
    if (!parent) throw new InvalidDocument(file.id, [{ path: 'extends', reason: `no calendar "${id}"` }]);
    if (family.includes(parent)) throw new InvalidDocument(file.id, [{ path: 'extends', reason: 'it extends itself' }]);
    family.push(parent);
    id = parent.extends;
  }
  return family;
}

function holidaysOf(file: CalendarFile, family: readonly CalendarFile[], settings: CalendarSettings): CalendarFile['holidays'] {
  return file.holidays.filter((holiday, index) => Object.entries(holiday.only ?? {}).every(([key, wanted]) => {
    const setting = family.map((each) => each.settings[key]).find(Boolean);
    const path = `holidays.${index}.only.${key}`;
    if (!setting) throw new InvalidDocument(file.id, [{ path, reason: 'no such setting' }]);
    if (!setting.choices.includes(wanted)) throw new InvalidDocument(file.id, [{ path, reason: `"${wanted}" is not a choice` }]);

    const chosen = settings[key] ?? setting.default;
    if (!setting.choices.includes(chosen)) {
      throw new InvalidDocument(file.id, [{ path: `settings.${key}`, reason: `"${chosen}" is not one of ${setting.choices.join(', ')}` }]);
    }
    return chosen === wanted;
  }));
}
