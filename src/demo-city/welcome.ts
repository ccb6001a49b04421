import type { DemoAccount } from './demo-accounts.js';

const SHOWN: Readonly<Record<string, number>> = { coordinator: 2 };

/** What somebody who starts a demo must know: where it is, and ways in for each role: two coordinators, for each organisation sees its own only. */
export function welcome(address: string, { accounts, file, speed }: { readonly accounts: readonly DemoAccount[]; readonly file: string; readonly speed: number }): string {
  const shown = accounts.filter(({ role }, place) => accounts.slice(0, place).filter((before) => before.role === role).length < (SHOWN[role] ?? 1));
  const wide = (of: (account: DemoAccount) => string): number => Math.max(...shown.map((account) => of(account).length));
  const lines = shown.map(({ role, email, password }) =>
    `    ${role.replace('_', ' ').padEnd(wide((each) => each.role))}  ${email.padEnd(wide((each) => each.email))}  ${password}`);
  return [
    '', `  Passerelle: ${address}`, '', '  This is the demo city: nobody in it exists.',
    ...(speed === 1 ? [] : [`  The office's clock runs ${speed} times faster than yours.`]),
    ...(lines.length > 0 ? ['', '  Sign in as', '', ...lines, '', `  Everybody else: ${file}`] : []), '', '',
  ].join('\n');
}
