import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Writable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { BadConfiguration, type Env, readEnv } from '../config/env.js';
import { InvalidInput } from '../libs/http/refusal.js';
import { Messages } from '../libs/i18n/messages.js';
import { CreateAdministrator, type FirstAdministrator, foldEmail } from './accounts/accounts.door.js';
import { AppModule } from './app.module.js';
import { openDatabase } from './database.js';

const USAGE = `npm run administrator -- --email somebody@city.example [--name "Full Name"] [--language fr|en] [--password | --password-file FILE]
Without a password, prints a one-time link, valid for seven days, that lets its reader choose one.
`;

/** Makes an administrator from the machine's console: `npm run administrator`. */
async function main(): Promise<void> {
  const wanted = await asked();
  if (!wanted) {
    process.stderr.write(USAGE);
    process.exitCode = 64;
    return;
  }
  const env = readEnv();
  const database = await openDatabase(env);
  try {
    await make(env, database.url, wanted);
  } finally {
    await database.close();
  }
}

async function make(env: Env, databaseUrl: string, wanted: FirstAdministrator): Promise<void> {
  const app = await NestFactory.createApplicationContext(AppModule.with(env, databaseUrl, { workers: false }), { logger: false });
  try {
    const { link } = await app.get(CreateAdministrator).run(wanted);
    process.stdout.write(link === null ? `${wanted.email}\n` : `${link}\n`);
  } catch (fault) {
    if (!(fault instanceof InvalidInput)) throw fault;
    const t = app.get(Messages).translator(wanted.language);
    for (const { code, values } of fault.faults) process.stderr.write(`${t(code, values)}\n`);
    process.exitCode = 65;
  } finally {
    await app.close();
  }
}

async function asked(): Promise<FirstAdministrator | null> {
  const { values } = parseArgs({
    options: { email: { type: 'string' }, name: { type: 'string' }, language: { type: 'string' }, password: { type: 'boolean' }, 'password-file': { type: 'string' } },
  });
  const email = foldEmail(values.email ?? '');
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return null;
  const file = values['password-file'];
  const password = file !== undefined ? readFileSync(file, 'utf8').trimEnd() : values.password ? await silently('Password: ') : undefined;
  return { email, name: values.name ?? email.split('@')[0] ?? email, language: values.language === 'en' ? 'en' : 'fr', password };
}

/** Reads a line that nobody sees on the screen. */
function silently(question: string): Promise<string> {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: process.stdin.isTTY });
  return new Promise((resolve) => lines.question('', (answer) => {
    lines.close();
    process.stderr.write('\n');
    resolve(answer);
  }));
}

main().catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof BadConfiguration ? `Configuration: ${fault.message}` : fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = fault instanceof BadConfiguration ? 78 : 1;
});
