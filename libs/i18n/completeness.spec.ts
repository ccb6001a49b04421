import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { SPOKEN_LANGUAGES, SPOKEN_LOCALES, type Language, type SpokenLanguage } from './language.js';
import { readMessageFiles } from './message-files.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const texts = Object.fromEntries(
  SPOKEN_LANGUAGES.map((language) => [language, new Map(readMessageFiles(root, language).flatMap((file) => [...file.texts]))]),
) as Record<SpokenLanguage, Map<string, string>>;
/** What is said in languages that the office does not speak: the directory that anybody may read, and what newcomers read about their own affairs. */
const SAID: Readonly<Record<Exclude<SpokenLanguage, Language>, RegExp>> = {
  ar: /^(organisations\.directory|referrals\.newcomer|i18n\.(day|languages))\./,
  es: /^(referrals\.newcomer|i18n\.(day|languages))\./,
};

type Ast = ReturnType<IntlMessageFormat['getAst']>;
const DATE_OR_TIME = [3, 4]; // they would be told in the server's zone

function parts(ast: Ast): { name: string; type: number }[] {
  return ast.flatMap((node) => [
    ...('value' in node && node.type !== 0 ? [{ name: String(node.value), type: node.type }] : []),
    ...('options' in node ? Object.values(node.options).flatMap((option) => parts(option.value)) : []),
  ]);
}

const partsOf = (language: SpokenLanguage, key: string) =>
  parts(new IntlMessageFormat(texts[language].get(key) ?? '', SPOKEN_LOCALES[language], undefined, { ignoreTag: true }).getAst());
const argumentsOf = (language: SpokenLanguage, key: string): string[] =>
  [...new Set(partsOf(language, key).map(({ name }) => name))].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const literals = (pattern: RegExp): { key: string; path: string }[] =>
  ['libs', 'src'].flatMap((half) => sources(join(root, half))).flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(pattern)].map((match) => ({ key: match[1] ?? '', path: path.slice(root.length) })));

describe('The texts of the whole house', () => {
  it('exist in both languages, key by key', () => {
    const only = (one: Language, other: Language) => [...texts[one].keys()].filter((key) => !texts[other].has(key));
    expect({ onlyInFrench: only('fr', 'en'), onlyInEnglish: only('en', 'fr') }).toEqual({ onlyInFrench: [], onlyInEnglish: [] });
  });

  it('ask for the same values in both languages', () => {
    const differing = [...texts.fr.keys()].filter((key) => texts.en.has(key))
      .map((key) => ({ key, fr: argumentsOf('fr', key), en: argumentsOf('en', key) }))
      .filter(({ fr, en }) => fr.join() !== en.join());
    expect(differing).toEqual([]);
  });

  it.each(Object.entries(SAID) as [SpokenLanguage, RegExp][])('exist in %s for the pages that speak it, key by key and value by value, and for nothing else', (language, said) => {
    const wanted = [...texts.fr.keys()].filter((key) => said.test(key)).sort();
    expect([...texts[language].keys()].sort()).toEqual(wanted);
    expect(wanted.filter((key) => argumentsOf(language, key).join() !== argumentsOf('fr', key).join())).toEqual([]);
  });

  it('never let a pattern format a date, which would forget the reader’s zone', () => {
    const dated = SPOKEN_LANGUAGES.flatMap((language) => [...texts[language].keys()]
      .filter((key) => partsOf(language, key).some(({ type }) => DATE_OR_TIME.includes(type))));
    expect(dated).toEqual([]);
  });

  it('use the curved apostrophe, for the straight one means something else to ICU', () => {
    const straight = SPOKEN_LANGUAGES.flatMap((language) => [...texts[language]].filter(([, text]) => text.includes("'")).map(([key]) => `${language}: ${key}`));
    expect(straight).toEqual([]);
  });

  it('keep French signs with the word before them', () => {
    const loose = [...texts.fr].filter(([, text]) => / [:;?!»]|« /.test(text)).map(([key]) => key);
    expect(loose).toEqual([]);
  });

  it('hold every key that the code asks for by name', () => {
    const missing = literals(/(?<![\w.])t\(\s*['"]([a-z0-9][\w-]*(?:\.[\w-]+)+)['"]/g).filter(({ key }) => !texts.fr.has(key));
    expect(missing).toEqual([]);
  });

  it('explain every refusal that the code names', () => {
    const unexplained = literals(/new Refusal\(\s*['"]([a-z0-9-]+\.[\w.-]+)['"]/g)
      .filter(({ key }) => !texts.fr.has(key.replace('.', '.refusals.')));
    expect(unexplained).toEqual([]);
  });
});
