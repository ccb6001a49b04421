import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { PlacesStore } from '../places/places.store.js';
import { OrganisationLinks, type SentLink } from './links.store.js';

/** The office sees which links can answer for a service, and closes one that went astray. */
@Injectable()
export class KeepLinks {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: OrganisationLinks,
    private readonly services: PlacesStore,
    private readonly audit: Audit,
  ) {}

  list(by: Actor, serviceId: string): Promise<readonly SentLink[]> {
    return this.transactions.read(by, (tx) => this.within(tx, serviceId));
  }

  /** As `list`, in the transaction of a page that shows more. */
  async within(tx: Tx, serviceId: string): Promise<readonly SentLink[]> {
    if (!mayKeepNetwork(tx.by)) throw new Forbidden();
    await this.services.service(tx, serviceId);
    return this.links.ofService(tx, serviceId);
  }

  /** From now on the link opens nothing. */
  revoke(by: Actor, serviceId: string, linkId: string): Promise<{ linkId: string }> {
    return this.transactions.run(by, async (tx) => {
      if (!mayKeepNetwork(tx.by)) throw new Forbidden();
      const { organisationId } = await this.services.service(tx, serviceId);
      if (!(await this.links.revoke(tx, serviceId, linkId))) throw new NotFound();
      await this.audit.record(tx, { chain: organisationId, action: 'organisation-link.revoked', subjectId: serviceId, details: { linkId } });
      return { linkId };
    });
  }
}
