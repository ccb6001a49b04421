import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { isId, newId } from '../../../libs/sql/id.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import type { Incoming, Remark } from './documents.rules.js';
import { type ImportReport, ImportsStore, type ImportState, stored } from './imports.store.js';
import { judge, type Judged } from './judge.js';
import { readSent, type Sent } from './read-sent.js';
import { reportOf } from './report.rules.js';
import { understanding, withoutOurs } from './taxonomies.rules.js';
import { type FaultHere, WeighImport } from './weigh-import.js';

const DAY_MS = 86_400_000;

/** An import that was judged: refused with every fault named, or ready to be looked at. */
export interface BroughtIn {
  readonly importId: string;
  readonly state: ImportState;
  readonly faults: number;
  readonly version: number;
}

/** A directory is handed in: it is read, judged and laid beside what is here, and nothing of it is written yet. */
@Injectable()
export class BringIn {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly transactions: Transactions,
    private readonly imports: ImportsStore,
    private readonly weighing: WeighImport,
    private readonly audit: Audit,
  ) {}

  /** @throws Forbidden, InvalidInput at `file` when it is nothing that could be read */
  async run(by: PersonActor, sent: Sent): Promise<BroughtIn> {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    // Files have no body to compare: their own digest tells whether a repeated request is the same.
    const once = by.once && { key: by.once.key, fingerprint: digestOf(sent) };
    const incoming = await readSent(sent);
    const judged = await this.judge(by, incoming);
    return this.transactions.run({ ...by, ...(once && { once }) }, (tx) => this.keep(tx, by, sent, incoming, judged));
  }

  /** Outside any lasting transaction, and letting others have their turn: a long document takes its time. */
  private async judge(by: PersonActor, incoming: Incoming): Promise<Judged> {
    const nameless = incoming.documents.filter(({ object, thing }) => object === 'service' && !thing['organization'] && !thing['organization_id']).map(({ thing }) => thing['id']).filter(isId);
    const [kept, owners, now] = await this.transactions.read(by, async (tx) => [await this.imports.meanings(tx), await this.imports.ownersOf(tx, nameless), tx.at] as const);
    const steps = judge(incoming, {
      needOf: understanding(this.reference.needs, kept), ownerOf: (id) => owners.get(id),
      // Somewhere on earth it is tomorrow already.
      latest: new Date(now.getTime() + DAY_MS).toISOString().slice(0, 10),
      status: (code) => this.reference.status(code) !== undefined, borough: (code) => this.reference.borough(code) !== undefined,
    });
    let step = steps.next();
    while (!step.done) {
      await turn();
      step = steps.next();
    }
    return step.value;
  }

  private async keep(tx: Tx, by: PersonActor, sent: Sent, incoming: Incoming, judged: Judged): Promise<BroughtIn> {
    const importId = newId();
    const weighed = judged.faults.length === 0 ? await this.weighing.run(tx, judged.networks, { nullsTakeBack: incoming.format === 'tabular', lock: false }) : undefined;
    const faults = [...judged.faults, ...(weighed?.faults ?? []).map((fault) => remarkOf(fault, incoming, judged))];
    const state: ImportState = faults.length > 0 ? 'refused' : 'previewed';
    const content = state === 'previewed' ? { networks: judged.networks.map(stored), ...withoutOurs(judged, this.reference.needs) } : null;
    const report: ImportReport = reportOf({
      faults, warnings: judged.warnings, organisations: content ? (weighed?.organisations ?? []) : [], terms: content ? await this.imports.compareTerms(tx, content) : {},
    });
    await this.imports.add(tx, {
      id: importId, byPerson: by.personId, fileName: nameOf(sent), format: incoming.format, state, report, content, shownDigest: content && weighed ? weighed.digest : null,
    });
    await this.audit.record(tx, { chain: by.personId, action: 'organisation-import.handed-in', subjectId: importId, details: { state, faults: faults.length, organisations: judged.networks.length } });
    return { importId, state, faults: faults.length, version: 1 };
  }
}

function remarkOf({ object, id, field, code, value }: FaultHere, incoming: Incoming, { originOf }: Judged): Remark {
  const origin = originOf(object, id);
  return { ...(origin ? incoming.placeOf(origin) : { file: '' }), object, field, code, value };
}

function digestOf(sent: Sent): string {
  const hash = createHash('sha256');
  if ('body' in sent) return hash.update(JSON.stringify(sent.body)).digest('hex');
  for (const { name, bytes } of sent.files) hash.update(name).update('\0').update(bytes);
  return hash.digest('hex');
}

const LONGEST_NAME = 200;

/** The last part of what a browser sends, without what a terminal or a header would stumble over. */
function nameOf(sent: Sent): string {
  if ('body' in sent) return 'document.json';
  const [first, ...others] = sent.files.map(({ name }) => name.replace(/^.*[/\\]/, '').replaceAll(/\p{Cc}/gu, '').slice(-LONGEST_NAME));
  return `${first || 'hsds'}${others.length > 0 ? ` + ${others.length}` : ''}`;
}
