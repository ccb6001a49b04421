import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, Refusal, Stale } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ListingsStore } from '../listings/listings.store.js';
import { fact, type OrganisationFact } from '../organisations.events.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { type ImportRow, ImportsStore, type ImportState, unstored } from './imports.store.js';
import { reportOf } from './report.rules.js';
import { understanding } from './taxonomies.rules.js';
import { type WeighedImport, type WeighedOrganisation, WeighImport } from './weigh-import.js';

type Terms = Parameters<ImportsStore['putTerms']>[1];

/** Where an import now stands. */
export interface SettledImport {
  readonly importId: string;
  readonly state: ImportState;
  readonly version: number;
  /** Whether what was shown had changed meanwhile: it is shown again, and nothing was written. */
  readonly shownAgain: boolean;
}

/** What was shown is right: all of it is written in one transaction, or none of it is. */
@Injectable()
export class SettleImport {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly transactions: Transactions,
    private readonly imports: ImportsStore,
    private readonly weighing: WeighImport,
    private readonly listings: ListingsStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Forbidden, NotFound, Stale, Refusal with the present state */
  apply(by: PersonActor, importId: string, seen?: number): Promise<SettledImport> {
    return this.transactions.run(by, async (tx) => {
      const { format, content, shownDigest } = await this.previewed(tx, importId, seen);
      const networks = (content?.networks ?? []).map(unstored);
      const weighed = await this.weighing.run(tx, networks, { nullsTakeBack: format === 'tabular', lock: true });
      const report = reportOf({ faults: weighed.faults.map(({ object, field, code, value }) => ({ file: '', object, field, code, value })), warnings: [], organisations: weighed.organisations, terms: content ? await this.imports.compareTerms(tx, content) : {} });
      if (weighed.faults.length > 0) return { importId, state: 'refused', version: await this.imports.settle(tx, importId, 'refused', report), shownAgain: true };
      if (weighed.digest !== shownDigest) return { importId, state: 'previewed', version: await this.imports.showAgain(tx, importId, report, weighed.digest), shownAgain: true };
      await this.write(tx, weighed, content ?? { taxonomies: [], terms: [] });
      await this.tell(tx, by, importId, weighed);
      return { importId, state: 'applied', version: await this.imports.settle(tx, importId, 'applied'), shownAgain: false };
    });
  }

  /** Nothing of it is written, and nothing that it said is kept. @throws as `apply` */
  discard(by: PersonActor, importId: string, seen?: number): Promise<SettledImport> {
    return this.transactions.run(by, async (tx) => {
      await this.previewed(tx, importId, seen);
      await this.audit.record(tx, { chain: by.personId, action: 'organisation-import.discarded', subjectId: importId });
      return { importId, state: 'discarded', version: await this.imports.settle(tx, importId, 'discarded'), shownAgain: false };
    });
  }

  private async previewed(tx: Tx, importId: string, seen: number | undefined): Promise<ImportRow> {
    if (!mayKeepNetwork(tx.by)) throw new Forbidden();
    const found = await this.imports.lock(tx, importId);
    if (found.state !== 'previewed') throw new Refusal('organisations.import-settled', { state: found.state });
    if (seen !== undefined && seen !== found.version) throw new Stale();
    return found;
  }

  /** Terms first: what services answer is worked out of them. */
  private async write(tx: Tx, { organisations }: WeighedImport, content: Terms): Promise<void> {
    await this.imports.putTerms(tx, content, understanding(this.reference.needs, await this.imports.meanings(tx)));
    const all = organisations.map(({ rows }) => rows);
    await this.listings.write(tx, {
      organisations: organisations.filter(saysSomethingNew).map(({ rows }) => rows.organisation),
      locations: all.flatMap(({ locations }) => locations), services: all.flatMap(({ services }) => services), serviceLocations: all.flatMap(({ serviceLocations }) => serviceLocations),
    });
    await this.imports.putPlaces(tx, all.flatMap(({ places }) => places));
  }

  private async tell(tx: Tx, by: PersonActor, importId: string, { organisations }: WeighedImport): Promise<void> {
    for (const one of organisations.filter(({ changes }) => changes.length > 0)) {
      const details = { importId, new: one.changes.filter(({ becomes }) => becomes === 'new').length, changed: one.changes.filter(({ becomes }) => becomes === 'changed').length };
      await this.audit.record(tx, { chain: one.id, action: 'organisation.brought-in', subjectId: one.id, details });
      await this.outbox.add(tx, ...factsOf(one));
    }
    await this.audit.record(tx, { chain: by.personId, action: 'organisation-import.applied', subjectId: importId });
  }
}

const saysSomethingNew = ({ changes }: WeighedOrganisation): boolean => changes.some(({ object }) => object === 'organization');

/** What happened to an organisation, for those who set alarms by it. */
function factsOf({ id: organisationId, changes, rows: { services, places } }: WeighedOrganisation): OrganisationFact[] {
  const assured = new Map(services.map(({ id, assuredOn }) => [id, assuredOn]));
  const facts = changes.flatMap(({ object, id, becomes, own }): OrganisationFact[] => {
    if (object === 'organization') return [fact('organisation.changed', { organisationId, fields: own })];
    if (object !== 'service') return [];
    if (becomes === 'new') return [fact('service.added', { organisationId, serviceId: id })];
    const on = own.includes('assured_date') ? assured.get(id) : undefined;
    return [fact('service.changed', { organisationId, serviceId: id, fields: own }), ...(on ? [fact('service.assured', { organisationId, serviceId: id, on })] : [])];
  });
  return [...facts, ...[...new Set(places.map(({ serviceId }) => serviceId))].map((serviceId) => fact('places.told', { organisationId, serviceId }))];
}
