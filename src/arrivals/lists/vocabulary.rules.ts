/** The reference lists turned round: from the words of a cell to the code the case file keeps. */
import { fold } from '../../../libs/i18n/fold.js';
import type { ListReference } from './listed.js';

/** A word found: its code, its own name, and whether the cell was the code or the name itself, to the letter. */
export interface Found {
  readonly code: string;
  readonly name: string;
  readonly exact: boolean;
}

/** Looks words up as lists write them, without case or accents; undefined when nobody knows the word. */
export interface Vocabulary {
  language(word: string): Found | undefined;
  status(word: string): Found | undefined;
  borough(word: string): Found | undefined;
}

/** Prepares the lookups; a word that two entries share belongs to the first. */
export function vocabularyOf(reference: ListReference): Vocabulary {
  const languages = index(reference.languages.map(({ tag, en, fr, native, aliases }) => ({ code: tag, names: [tag], others: [en, fr, native ?? '', ...aliases] })));
  const statuses = index(reference.statuses.map(({ code, en, fr, aliases }) => ({ code, names: [code], others: [en, fr, ...aliases] })));
  const boroughs = index(reference.boroughs.map(({ code, name, aliases }) => ({ code, names: [name], others: [code, ...aliases] })));
  return {
    // es-CO is Spanish, even though the list of languages has no Colombia.
    language: (word) => find(languages, word) ?? (/^[a-z]{2,3}-/i.test(word) ? find(languages, word.split('-')[0] ?? '') : undefined),
    status: (word) => find(statuses, word),
    borough: (word) => find(boroughs, word),
  };
}

interface Entry {
  readonly code: string;
  readonly names: readonly string[];
  readonly others: readonly string[];
}

interface Index {
  readonly exact: ReadonlyMap<string, Found>;
  readonly folded: ReadonlyMap<string, Found>;
}

function index(entries: readonly Entry[]): Index {
  const exact = new Map<string, Found>();
  const folded = new Map<string, Found>();
  for (const { code, names, others } of entries) {
    const name = names[0] ?? code;
    for (const written of names) exact.set(plainSigns(written), { code, name, exact: true });
    for (const word of [...names, ...others]) {
      const key = fold(word);
      if (key !== '' && !folded.has(key)) folded.set(key, { code, name, exact: false });
    }
  }
  return { exact, folded };
}

function find({ exact, folded }: Index, word: string): Found | undefined {
  return exact.get(plainSigns(word)) ?? folded.get(fold(word));
}

// The kind of dash or apostrophe is the typewriter's choice, not the writer's.
function plainSigns(text: string): string {
  return text.normalize('NFC').replace(/[‐-―−]/g, '-').replace(/[‘’ʼ]/g, "'");
}
