import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import { changed, rows, statement } from '../../libs/sql/sql.js';
import { engine } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { readProtocol } from './protocol.dto.js';
import type { ChecklistItem, Protocol, ProtocolName } from './protocol.rules.js';

const PUBLISH = statement('protocols.publish', `
  insert into protocols (code, version, definition, digest, published_at) values ($1, $2, $3, $4, $5) on conflict do nothing`);

const ALL = statement('protocols.all', `
  select code, version, definition, digest, published_at as "publishedAt" from protocols where definition ? 'checkpoints' order by published_at, code, version`);

interface ProtocolRow { readonly code: string; readonly version: number; readonly definition: Protocol; readonly digest: string; readonly publishedAt: Date }

/** A protocol as it was published, for lists. */
export interface PublishedProtocol extends ProtocolRow { readonly inForce: boolean }

/** A file says something else than the version that was published under its number; Passerelle does not start. */
export class ProtocolChanged extends Error {
  override readonly name = 'ProtocolChanged';
  constructor(file: string, code: string, version: number) {
    super(`${file}: ${code}@${version} is published and cases rely on it, so it never changes: undo the edit, or save it as ${code}@${version + 1}.yaml with "version: ${version + 1}"`);
  }
}

/** The protocols of the office: read from config/protocols, published once as immutable rows, kept in memory. */
@Injectable()
export class Protocols implements OnModuleInit {
  private published: readonly ProtocolRow[] = [];
  private byVersion = new Map<string, Protocol>();
  private named = new Map<string, ProtocolName>();

  constructor(private readonly transactions: Transactions) {}

  onModuleInit(): Promise<void> {
    return this.publish(join(projectRoot(), 'config/protocols'));
  }

  /** Publishes what a folder holds and reads everything published so far. @throws ProtocolChanged, InvalidDocument */
  async publish(folder: string): Promise<void> {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort();
    const read = files.map((name) => ({ name, protocol: readNamed(join(folder, name)) }));
    this.published = await this.transactions.run(engine('protocols'), async (tx) => {
      for (const { protocol } of read) await publishOne(tx, protocol);
      return rows<ProtocolRow>(tx, ALL);
    });
    this.byVersion = new Map(this.published.map((row) => [`${row.code}@${row.version}`, row.definition]));
    for (const { name, protocol } of read) {
      const row = this.published.find((each) => each.code === protocol.id && each.version === protocol.version);
      if (row?.digest !== digestOf(protocol)) throw new ProtocolChanged(name, protocol.id, protocol.version);
    }
    this.named = new Map(this.published.flatMap(({ definition }) => namesIn(definition)));
  }

  /** The one that new cases follow: of what was published last, the highest version. */
  inForce(): Protocol {
    const last = this.published.at(-1);
    if (!last) throw new Error('no protocol is published');
    return last.definition;
  }

  /** The version that a case pinned. */
  of({ protocolCode, protocolVersion }: { readonly protocolCode: string; readonly protocolVersion: number }): Protocol {
    const protocol = this.byVersion.get(`${protocolCode}@${protocolVersion}`);
    if (!protocol) throw new Error(`the protocol ${protocolCode}@${protocolVersion} was never published`);
    return protocol;
  }

  /** Everything published, the newest first. */
  all(): readonly PublishedProtocol[] {
    const inForce = this.published.at(-1);
    return this.published.toReversed().map((row) => ({ ...row, inForce: row === inForce }));
  }

  /** What a checkpoint or a line to settle is called, by its code, in whichever version had it last. */
  nameOf(code: string, language: keyof ProtocolName): string {
    return this.named.get(code)?.[language] ?? code;
  }

  /** A line to settle of the version that a case pinned; nothing for a code it does not know. */
  itemOf(protocol: Protocol, code: string): ChecklistItem | undefined {
    for (const { checklist } of [...protocol.checkpoints, protocol.contacts]) {
      const item = checklist.find((each) => each.code === code);
      if (item) return item;
    }
    return undefined;
  }
}

async function publishOne(tx: Tx, protocol: Protocol): Promise<void> {
  await changed(tx, PUBLISH, [protocol.id, protocol.version, JSON.stringify(protocol), digestOf(protocol), tx.at]);
}

function readNamed(path: string): Protocol {
  const protocol = readProtocol(readFileSync(path, 'utf8'), path);
  const expected = `${protocol.id}@${protocol.version}.yaml`;
  if (basename(path) !== expected) throw new Error(`${path}: it holds ${protocol.id}@${protocol.version}, so it must be called ${expected}`);
  return protocol;
}

/** Of what it says, not how it is written: comments and spaces may change. */
function digestOf(protocol: Protocol): string {
  return createHash('sha256').update(JSON.stringify(inOrder(protocol))).digest('hex');
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, inOrder(v)]));
}

function namesIn({ checkpoints, contacts }: Protocol): [string, ProtocolName][] {
  return [...checkpoints, contacts].flatMap(({ code, name, checklist }) =>
    [[code, name], ...checklist.map((item) => [item.code, item.name])] as [string, ProtocolName][]);
}
