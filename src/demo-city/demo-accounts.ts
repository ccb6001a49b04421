import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How somebody signs in to the demo. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

const kept = z.array(z.object({ email: z.string(), password: z.string(), role: z.string() }));

/** Words that are easily read aloud and typed; four of them and a number are chosen by the machine's own chance. */
const WORDS = [
  'abricot', 'agile', 'amande', 'ancre', 'argile', 'aurore', 'balcon', 'banane', 'barque', 'basilic', 'belette', 'biscuit', 'bocal', 'bougie', 'brise', 'brume',
  'cabane', 'cactus', 'caillou', 'calme', 'canot', 'carotte', 'castor', 'cerise', 'chemin', 'citron', 'colline', 'coquille', 'corail', 'coton', 'crayon', 'crique',
  'dentelle', 'dune', 'encre', 'figue', 'flocon', 'foulard', 'fraise', 'galet', 'genou', 'gingembre', 'girafe', 'givre', 'grenier', 'guitare', 'hamac', 'harpe',
  'herbe', 'huile', 'iris', 'jardin', 'jasmin', 'kayak', 'lampe', 'laurier', 'lavande', 'lilas', 'loutre', 'luciole', 'mangue', 'marmite', 'melon', 'menthe',
  'miel', 'moulin', 'mousse', 'navire', 'noisette', 'nuage', 'olive', 'orange', 'orchestre', 'ourson', 'palmier', 'panier', 'papier', 'parapluie', 'perle', 'phare',
  'piano', 'plume', 'poivre', 'prune', 'radis', 'raisin', 'renard', 'ruisseau', 'sable', 'safran', 'sapin', 'sentier', 'sirop', 'souris', 'tambour', 'tapis',
  'tilleul', 'tortue', 'toupie', 'tuile', 'vague', 'vanille', 'velours', 'verger', 'violon', 'voilier',
] as const;

/** A password that nobody chose: about thirty-three bits, readable at a glance. */
export function readablePassword(): string {
  const word = (): string => WORDS[randomInt(WORDS.length)] ?? '';
  return [word(), word(), word(), word(), String(randomInt(10, 100))].join('-');
}

/** One new account for each person of the office and of its network. */
export const newAccounts = (people: readonly Pick<DemoAccount, 'email' | 'role'>[]): DemoAccount[] =>
  people.map(({ email, role }) => ({ email, role, password: readablePassword() }));

/** Where the sign-ins of a demo are kept. */
export const accountsFile = (dataDir: string): string => join(dataDir, 'demo-accounts.json');

/** Keeps the sign-ins, for their owner's eyes only; whole or not at all. */
export function keepAccounts(dataDir: string, accounts: readonly DemoAccount[]): void {
  const file = accountsFile(dataDir);
  const draft = `${file}.new`;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(draft, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, file);
}

/** The sign-ins that were kept; none when the file is gone or is something else. */
export function readAccounts(dataDir: string): DemoAccount[] {
  const file = accountsFile(dataDir);
  if (!existsSync(file)) return [];
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
