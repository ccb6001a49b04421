import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Zip, ZipDeflate } from 'fflate';
import { realNow } from '../../../libs/clock/real-time.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { organizationsQuery } from './export.dto.js';
import { ExportQueries } from './export.queries.js';
import { documentOf } from './network.rules.js';
import { PROFILE } from './taxonomies.rules.js';
import { describePackage, type TabularFile, TabularPackage } from './write-tabular.rules.js';

const READER = engine('hsds');
const AT_ONCE = 100;
const ROWS_AT_ONCE = 1_000;
/** Anybody may ask for it: it is made at most once in so many milliseconds, however many ask. */
const FRESH_MS = 60_000;

/** Packs the public directory as HSDS's tabular data package. */
@Injectable()
export class PackageOut {
  private made: { readonly at: number; readonly zip: Promise<Buffer> } | undefined;

  constructor(private readonly transactions: Transactions, private readonly directory: ExportQueries) {}

  zip(): Promise<Buffer> {
    if (!this.made || realNow() - this.made.at > FRESH_MS) {
      const made = { at: realNow(), zip: this.make() };
      this.made = made;
      made.zip.catch(() => {
        if (this.made === made) this.made = undefined;
      });
    }
    return this.made.zip;
  }

  private async make(): Promise<Buffer> {
    const rows = new TabularPackage();
    let after: string | null | undefined = null;
    while (after !== undefined) after = await this.add(rows, after);
    const at = await this.transactions.read(READER, async (tx) => {
      for (const thing of await this.directory.taxonomies(tx, {})) rows.add({ object: 'taxonomy', thing });
      for (let offset = 0; ; offset += AT_ONCE) {
        const { terms } = await this.directory.terms(tx, { top_only: false }, { limit: AT_ONCE, offset });
        for (const thing of terms) rows.add({ object: 'taxonomy_term', thing });
        if (terms.length < AT_ONCE) return tx.at;
      }
    });
    return pack(rows.files(), at);
  }

  private async add(rows: TabularPackage, after: string | null): Promise<string | undefined> {
    return this.transactions.read(READER, async (tx) => {
      const found = await this.directory.organizations(tx, organizationsQuery.parse({}), { limit: AT_ONCE, after });
      const networks = await this.directory.networks(tx, found.map(({ id }) => id));
      for (const network of networks.values()) rows.add({ object: 'organization', thing: documentOf(network) });
      return found.length < AT_ONCE ? undefined : found.at(-1)?.id;
    });
  }
}

async function pack(files: readonly TabularFile[], at: Date): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((fault, piece) => {
    if (fault) throw fault;
    pieces.push(piece);
  });
  const text = new TextEncoder();
  const add = (name: string): ZipDeflate => {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    return entry;
  };
  add('datapackage.json').push(text.encode(`${JSON.stringify(describePackage(files, { profile: PROFILE, created: at.toISOString() }), null, 2)}\n`), true);
  for (const { name, headings, rows } of files) {
    const entry = add(name);
    entry.push(text.encode(stringify([[...headings]])));
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      entry.push(text.encode(stringify(rows.slice(from, from + ROWS_AT_ONCE).map((row) => [...row]), { quoted_match: /[\r\n]/ })));
      await turn();
    }
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  return Buffer.concat(pieces);
}
