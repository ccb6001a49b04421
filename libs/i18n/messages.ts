import { IntlMessageFormat } from 'intl-messageformat';
import { SPOKEN_LANGUAGES, SPOKEN_LOCALES, type SpokenLanguage } from './language.js';
import { readMessageFiles } from './message-files.js';
import { createTranslator, type Translate, type Values } from './translate.js';

/** A text that no message file holds; thrown unless the caller of `load` decides otherwise. */
export class UnknownMessage extends Error {
  constructor(readonly key: string, readonly language: SpokenLanguage) {
    super(`no message "${key}" in ${language}`);
  }
}

/** How a program wants its texts: what to do about a missing one, and the zone its clock times are told in. */
export interface MessageOptions {
  /** Answers for a key that does not exist. Tests leave it out, so that a missing text throws; a server logs it and returns the key. */
  readonly missing?: (key: string, language: SpokenLanguage) => string;
  readonly zone?: string;
}

/** Every text of the house, read once at boot; patterns are compiled when they are first said. */
export class Messages {
  private readonly compiled = new Map<string, IntlMessageFormat>();
  private readonly translators = new Map<string, Translate<SpokenLanguage>>();

  private constructor(
    private readonly texts: Readonly<Record<SpokenLanguage, ReadonlyMap<string, string>>>,
    private readonly missing: (key: string, language: SpokenLanguage) => string,
    private readonly zone: string,
  ) {}

  /** Reads the message files under a checkout; a file that is not plain nested text stops the boot. */
  static load(root: string, options: MessageOptions = {}): Messages {
    const texts = Object.fromEntries(SPOKEN_LANGUAGES.map((language) => [language, allTexts(root, language)]));
    const complain = (key: string, language: SpokenLanguage): never => { throw new UnknownMessage(key, language); };
    return new Messages(texts as Record<SpokenLanguage, Map<string, string>>, options.missing ?? complain, options.zone ?? 'America/Toronto');
  }

  /** The voice that speaks one language and tells times in one zone. Cheap to ask for: each is made once. */
  translator<L extends SpokenLanguage>(language: L, zone = this.zone): Translate<L> {
    const name = `${language} ${zone}`;
    let translator = this.translators.get(name);
    if (!translator) {
      translator = createTranslator(this, language, zone);
      this.translators.set(name, translator);
    }
    return translator as Translate<L>;
  }

  has(language: SpokenLanguage, key: string): boolean {
    return this.texts[language].has(key);
  }

  say(language: SpokenLanguage, key: string, values?: Values): string {
    const pattern = this.texts[language].get(key);
    if (pattern === undefined) return this.missing(key, language);
    return this.compile(language, key, pattern).format(values) as string;
  }

  private compile(language: SpokenLanguage, key: string, pattern: string): IntlMessageFormat {
    const name = `${language} ${key}`;
    let message = this.compiled.get(name);
    if (!message) {
      message = new IntlMessageFormat(pattern, SPOKEN_LOCALES[language], undefined, { ignoreTag: true });
      this.compiled.set(name, message);
    }
    return message;
  }
}

function allTexts(root: string, language: SpokenLanguage): Map<string, string> {
  return new Map(readMessageFiles(root, language).flatMap((file) => [...file.texts]));
}
