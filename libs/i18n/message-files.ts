import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { SpokenLanguage } from './language.js';

/** One room's texts in one language, flat: `desk.overdue.title` → pattern. */
export interface MessageFile {
  readonly namespace: string;
  readonly path: string;
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads every `messages.<language>.yaml` that lies directly in a folder of libs/ or src/; the folder names the keys. */
export function readMessageFiles(root: string, language: SpokenLanguage): MessageFile[] {
  return ['libs', 'src']
    .map((half) => join(root, half))
    .filter((half) => existsSync(half))
    .flatMap((half) => readdirSync(half, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => ({ namespace: entry.name, path: join(half, entry.name, `messages.${language}.yaml`) })))
    .filter(({ path }) => existsSync(path))
    .map(({ namespace, path }) => ({ namespace, path, texts: flatten(namespace, path, parse(readFileSync(path, 'utf8'))) }));
}

function flatten(prefix: string, path: string, tree: unknown, into = new Map<string, string>()): Map<string, string> {
  if (typeof tree === 'string') {
    into.set(prefix, tree);
  } else if (tree !== null && typeof tree === 'object' && !Array.isArray(tree)) {
    for (const [key, branch] of Object.entries(tree)) flatten(`${prefix}.${key}`, path, branch, into);
  } else {
    throw new Error(`${path}: ${prefix} must be a text (quote it if YAML reads it as something else)`);
  }
  return into;
}
