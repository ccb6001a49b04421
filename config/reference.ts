import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readDocument } from '../libs/yaml/read-document.js';

const text = z.string().trim().min(1);
const inBothLanguages = { en: text, fr: text };
const aliases = z.array(text);

const needShape = z.strictObject({
  code: z.string().regex(/^[A-Z_]+$/),
  ...inBothLanguages,
  ar: text,
  ircc: z.array(z.enum(['NAARS', 'I&O', 'LA/LT', 'ERS', 'CC', 'SS', 'CM', 'RAP'])).min(1),
  openEligibility: z.array(text).min(1),
  icon: z.string().regex(/^[a-z0-9-]+$/),
});

const languageShape = z.strictObject({
  tag: text.refine((tag) => Intl.getCanonicalLocales(tag)[0] === tag, 'a language tag in its canonical form'),
  ...inBothLanguages,
  native: text,
  script: z.string().regex(/^[A-Z][a-z]{3}$/),
  direction: z.enum(['ltr', 'rtl']),
  aliases,
});

const boroughShape = z.strictObject({
  code: z.string().regex(/^[a-z-]+$/),
  name: text,
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  population: z.number().int().positive(),
  priority: z.boolean(),
  demoWeight: z.number().positive(),
  tile: z.tuple([z.int().min(1).max(6), z.int().min(1).max(7)]),
  aliases,
});

const statusShape = z.strictObject({
  code: z.string().regex(/^[A-Z_]+$/),
  ...inBothLanguages,
  family: z.enum(['pr', 'pr_humanitarian', 'temporary', 'other']),
  countsTowards: z.enum(['P2', 'P3']),
  aliases,
});

/** One of the thirty needs: what the office asks about, how others name it, and its picture. */
export type Need = Readonly<z.infer<typeof needShape>>;
/** A language newcomers may be welcomed in, with the direction it is written in. */
export type Language = Readonly<z.infer<typeof languageShape>>;
/** A borough of the city, with what the demo city needs to place arrivals in it. */
export type Borough = Readonly<z.infer<typeof boroughShape>>;
/** An immigration status and the tier it counts towards when nothing more urgent is known. */
export type ImmigrationStatus = Readonly<z.infer<typeof statusShape>>;

/** The reference lists of the case file: read once from YAML, checked, frozen; lookups answer undefined for what is not there. */
export interface Reference {
  readonly needs: readonly Need[];
  readonly languages: readonly Language[];
  readonly boroughs: readonly Borough[];
  readonly statuses: readonly ImmigrationStatus[];
  need(code: string): Need | undefined;
  /** Takes any writing of the tag: prs finds fa-AF. */
  language(tag: string): Language | undefined;
  borough(code: string): Borough | undefined;
  status(code: string): ImmigrationStatus | undefined;
}

const alreadyRead = new Map<string, Reference>();

/** Reads the four lists of a configuration folder; throws, naming the file and the entry, when one is wrong. */
export function readReference(configFolder: string): Reference {
  const known = alreadyRead.get(configFolder);
  if (known) return known;

  const needs = readEntries(configFolder, 'needs.yaml', needShape, (need) => need.code);
  const languages = readEntries(configFolder, 'languages.yaml', languageShape, (language) => language.tag);
  const boroughs = readEntries(configFolder, 'boroughs.yaml', boroughShape, (borough) => borough.code);
  const statuses = readEntries(configFolder, 'statuses.yaml', statusShape, (status) => status.code);

  const reference: Reference = Object.freeze({
    needs: needs.entries,
    languages: languages.entries,
    boroughs: boroughs.entries,
    statuses: statuses.entries,
    need: (code: string) => needs.byKey.get(code),
    language: (tag: string) => languages.byKey.get(canonicalTag(tag)),
    borough: (code: string) => boroughs.byKey.get(code),
    status: (code: string) => statuses.byKey.get(code),
  });
  alreadyRead.set(configFolder, reference);
  return reference;
}

function readEntries<T extends object>(folder: string, file: string, shape: z.ZodType<T>, keyOf: (entry: T) => string) {
  const path = join(folder, file);

  const byKey = new Map<string, Readonly<T>>();
  for (const entry of readDocument(z.array(shape).min(1), readFileSync(path, 'utf8'), path)) {
    const key = keyOf(entry);
    if (byKey.has(key)) throw new Error(`${path}: ${key} is there twice`);
    byKey.set(key, freezeDeeply(entry));
  }
  return { entries: Object.freeze([...byKey.values()]), byKey };
}

function freezeDeeply<T extends object>(entry: T): Readonly<T> {
  for (const value of Object.values(entry)) if (Array.isArray(value)) Object.freeze(value);
  return Object.freeze(entry);
}

function canonicalTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? tag;
  } catch {
    return tag;
  }
}
