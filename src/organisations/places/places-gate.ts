import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { fact } from '../organisations.events.js';
import { maySee, mayTellPlaces } from '../organisations.policy.js';
import type { PlaceSource } from './place.entity.js';
import { PlacesStore, type ServiceOfPlaces } from './places.store.js';
import { tell, type ToldPlaces } from './told-places.js';

/** What every telling of places does alike: let the teller in, and leave a record and word of what was told. */
@Injectable()
export class PlacesGate {
  constructor(
    private readonly store: PlacesStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** The service, locked, if this actor may tell its places. A service of somebody else is answered as one that does not exist. */
  async enter(tx: Tx, serviceId: string): Promise<ServiceOfPlaces> {
    const service = await this.store.lock(tx, serviceId);
    if (mayTellPlaces(tx.by, service.organisationId)) return service;
    throw maySee(tx.by, service.organisationId) ? new Forbidden() : new NotFound();
  }

  /** Writes down what was done, tells the room's alarms, and answers with the figures as they are now. */
  async leave(tx: Tx, service: ServiceOfPlaces, action: 'told' | 'confirmed' | 'adjusted' | 'counted', details: Readonly<Record<string, unknown>> = {}): Promise<ToldPlaces> {
    const { id: serviceId, organisationId } = service;
    const link = tx.by.kind === 'link' ? { linkId: tx.by.linkId } : {};
    await this.audit.record(tx, { chain: organisationId, action: `places.${action}`, subjectId: serviceId, details: { ...details, ...link } });
    await this.outbox.add(tx, fact('places.told', { organisationId, serviceId }));
    return tell(service, await this.store.ofService(tx, serviceId), tx.at);
  }
}

/** Who says it, as the figure keeps it. */
export const tellerOf = (by: Actor): { readonly updatedBy: string | null; readonly source: PlaceSource } => {
  if (by.kind === 'person') return { updatedBy: by.personId, source: by.organisationId === null ? 'office' : 'organisation' };
  return { updatedBy: null, source: by.kind === 'link' ? 'link' : 'office' };
};
