import { IntlMessageFormat } from 'intl-messageformat';
import { PUBLIC_LANGUAGES, PUBLIC_LOCALES, type PublicLanguage } from './language.js';
import { readMessageFiles } from './message-files.js';
import { createTranslator, type Translate, type Values } from './translate.js';

/** A text that no message file holds; thrown unless the caller of `load` decides otherwise. */
export class UnknownMessage extends Error {
  constructor(readonly key: string, readonly language: PublicLanguage) {
    super(`no message "${key}" in ${language}`);
  }
}

/** How a program wants its texts: what to do about a missing one, and the zone its clock times are told in. */
export interface MessageOptions {
  /** Answers for a key that does not exist. Tests leave it out, so that a missing text throws; a server logs it and returns the key. */
  readonly missing?: (key: string, language: PublicLanguage) => string;
  readonly zone?: string;
}

/** Every text of the house, read once at boot; patterns are compiled when they are first said. */
export class Messages {
  private readonly compiled = new Map<string, IntlMessageFormat>();
  private readonly translators = new Map<string, Translate<PublicLanguage>>();

  private constructor(
    private readonly texts: Readonly<Record<PublicLanguage, ReadonlyMap<string, string>>>,
    private readonly missing: (key: string, language: PublicLanguage) => string,
    private readonly zone: string,
  ) {}

  /** Reads the message files under a checkout; a file that is not plain nested text stops the boot. */
  static load(root: string, options: MessageOptions = {}): Messages {
    const texts = Object.fromEntries(PUBLIC_LANGUAGES.map((language) => [language, allTexts(root, language)]));
    const complain = (key: string, language: PublicLanguage): never => { throw new UnknownMessage(key, language); };
    return new Messages(texts as Record<PublicLanguage, Map<string, string>>, options.missing ?? complain, options.zone ?? 'America/Toronto');
  }

  /** The voice that speaks one language and tells times in one zone. Cheap to ask for: each is made once. */
  translator<L extends PublicLanguage>(language: L, zone = this.zone): Translate<L> {
    const name = `${language} ${zone}`;
    let translator = this.translators.get(name);
    if (!translator) {
      translator = createTranslator(this, language, zone);
      this.translators.set(name, translator);
    }
    return translator as Translate<L>;
  }

  has(language: PublicLanguage, key: string): boolean {
    return this.texts[language].has(key);
  }

  say(language: PublicLanguage, key: string, values?: Values): string {
    const pattern = this.texts[language].get(key);
    if (pattern === undefined) return this.missing(key, language);
    return this.compile(language, key, pattern).format(values) as string;
  }

  private compile(language: PublicLanguage, key: string, pattern: string): IntlMessageFormat {
    const name = `${language} ${key}`;
    let message = this.compiled.get(name);
    if (!message) {
      message = new IntlMessageFormat(pattern, PUBLIC_LOCALES[language], undefined, { ignoreTag: true });
      this.compiled.set(name, message);
    }
    return message;
  }
}

function allTexts(root: string, language: PublicLanguage): Map<string, string> {
  return new Map(readMessageFiles(root, language).flatMap((file) => [...file.texts]));
}
