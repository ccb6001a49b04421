import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { needAttribute } from '../hsds/taxonomies.rules.js';
import { ListingsStore, type NewService } from './listings.store.js';
import { mayBelongTo, type Tools } from './service.rules.js';

/** What a service's words are written by, and where it is given: what adding and changing one do alike. */
@Injectable()
export class ServiceTools {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(private readonly store: ListingsStore) {}

  async of(tx: Tx, service: NewService): Promise<Tools> {
    const { listing } = await this.store.organisation(tx, service.organisationId);
    return {
      reference: this.reference, programmes: listing.programs ?? [], mint: newId, vocabulary: await this.store.vocabularyFor(tx, [service]),
      needAttribute: (code) => {
        const need = this.reference.need(code);
        if (!need) throw new Error('a need is judged before it is written');
        return needAttribute(service.id, need);
      },
    };
  }

  /** @throws InvalidInput for a programme that the organisation does not have */
  judgeProgramme(programme: string | null | undefined, { programmes }: Tools): void {
    if (!mayBelongTo(programme, programmes)) throw new InvalidInput([{ path: 'programme', code: 'organisations.faults.unknown-programme' }]);
  }

  /** Says where a service is given: what is said of it at a place that stays, stays. Gives whether anything changed. */
  async giveAt(tx: Tx, { organisationId, id: serviceId }: Pick<NewService, 'organisationId' | 'id'>, locationIds: readonly string[]): Promise<boolean> {
    const ours = new Set((await this.store.locationsOf(tx, organisationId)).map(({ id }) => id));
    const strange = locationIds.flatMap((id, place) => (ours.has(id) ? [] : [{ path: `locationIds.${place}`, code: 'organisations.faults.unknown-location' }]));
    if (strange.length > 0) throw new InvalidInput(strange);

    const there = (await this.store.serviceLocationsOf(tx, organisationId)).filter((each) => each.serviceId === serviceId);
    const known = new Set(there.map(({ locationId }) => locationId));
    const gone = there.filter(({ locationId }) => !locationIds.includes(locationId));
    const added = locationIds.filter((id) => !known.has(id)).map((locationId) => ({ organisationId, id: newId(), serviceId, locationId, listing: {}, position: null }));
    await this.store.removeServiceLocations(tx, gone);
    if (added.length > 0) await this.store.add(tx, { serviceLocations: added });
    return gone.length + added.length > 0;
  }
}
