import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../config/root.js';
import { readDocument } from '../../libs/yaml/read-document.js';

const text = z.string().min(1);
const weights = z.record(text, z.number().positive());
const percent = z.number().min(0).max(100);

const origins = z.array(z.strictObject({
  code: z.string().length(2),
  statuses: weights,
  languages: weights,
  french: percent,
  english: percent,
  /** How many of a hundred people have one name only. */
  single: percent.default(0),
  women: z.array(text).min(5),
  men: z.array(text).min(5),
  families: z.array(text).min(3),
})).min(1);

const role = z.enum(['caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator']);

const staff = z.strictObject({
  teams: z.array(z.strictObject({ key: text, name: text, boroughs: z.array(text).min(1) })).min(1),
  people: z.array(z.strictObject({ name: text, email: z.email(), role, team: text.optional(), languages: z.array(text) })).min(1),
});

const codes = z.array(text).default([]);
const networkService = z.strictObject({
  name: text,
  /** What others call the same. */
  also: codes,
  text, needs: z.array(text).min(1), week: text,
  /** A unit, and how many there usually are. */
  places: z.tuple([text, z.int().min(0), z.int().min(1)]),
  /** Places for a group each, beside each other. */
  groups: z.array(z.tuple([text, z.int().min(1)])).default([]),
  /** Its organisation's own area, unless it serves the whole city. */
  reach: z.enum(['area', 'city']).default('area'),
  documents: codes, statuses: codes, households: codes, genders: codes,
  ages: z.tuple([z.number().nullable(), z.number().nullable()]).default([null, null]),
  /** For those only who live where it serves. */
  own: z.boolean().default(false),
  /** In words, who it is for. */
  who: text.nullable().default(null),
  costs: z.array(z.tuple([text, z.number().min(0), text.nullable()])).default([]),
  /** When it is full: about how many wait, and for how many weeks. */
  waitlist: z.tuple([z.int(), z.int()]).optional(),
});
const network = z.strictObject({
  streets: z.array(text).min(1), boroughs: weights, languages: weights,
  kinds: z.array(z.strictObject({
    key: text, description: text, names: z.array(text).min(1), each: z.array(text).min(1), services: codes, fewest: z.int().min(0), most: z.int().min(0),
    polyglot: z.boolean().default(false), listed: z.boolean().default(true), reach: z.enum(['area', 'city']).default('area'),
  })).min(1),
  weeks: z.record(text, z.array(z.tuple([text, text, text])).min(1)),
  different: z.strictObject({ closure: text, day: text }),
  services: z.record(text, networkService),
  alerts: z.strictObject({ closed: text, full: text }),
  agreements: z.array(text).min(1), accessibility: z.array(text).min(1),
});

const notes = z.record(text, z.array(text).min(1));

/** A country that households come from, with the names and languages that people there bear and speak. */
export type Origin = Readonly<z.infer<typeof origins>[number]>;
/** The office's people and teams before they have identities. */
export type Staff = Readonly<z.infer<typeof staff>>;

/** What the network of the demo city is made of. */
export type NetworkCast = Readonly<z.infer<typeof network>>;

/** Everything that was written by hand for the demo city. */
export interface Cast {
  readonly origins: readonly Origin[];
  readonly staff: Staff;
  readonly network: NetworkCast;
  /** By the step after which they were written. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
}

/** Reads the cast from its files. @throws InvalidDocument naming file, path and reason */
export function readCast(): Cast {
  const read = <S extends z.ZodType>(shape: S, file: string): z.output<S> => {
    const path = join(projectRoot(), 'src/demo-city', file);
    return readDocument(shape, readFileSync(path, 'utf8'), path);
  };
  return { origins: read(origins, 'origins.yaml'), staff: read(staff, 'staff.yaml'), notes: read(notes, 'notes.fr.yaml'), network: read(network, 'network.fr.yaml') };
}
