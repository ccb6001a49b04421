import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { AgreementsBlock } from '../agreements/agreements.view.js';
import { ReadAgreements } from '../agreements/read-agreements.js';
import { KeepLinks } from '../links/keep-links.js';
import { LinksBlock } from '../links/links.view.js';
import { mayKeepNetwork, mayTellPlaces } from '../organisations.policy.js';
import { PlacesBlock } from '../places/places.view.js';
import { ReadPlaces } from '../places/read-places.js';
import type { OrganisationSheet, ServiceSheet } from './read-listings.js';

/** A page that shows more than the listing: its voice, the key of its forms, and where a tap comes back to. */
interface Around {
  readonly t: Translate;
  readonly once: string;
  readonly back: string;
}

type Running = Pick<ServiceSheet, 'id' | 'name' | 'status'>;

/** What stands beside a listing: its places, each one tap from being true again, what was agreed, and the links that can answer for it. */
@Injectable()
export class PageAsides {
  constructor(
    private readonly places: ReadPlaces,
    private readonly agreements: ReadAgreements,
    private readonly links: KeepLinks,
  ) {}

  async ofOrganisation(tx: Tx, { id, services }: Pick<OrganisationSheet, 'id' | 'services'>, around: Around): Promise<VNode> {
    const agreements = await this.agreements.within(tx, id);
    return (
      <>
        {await this.placesOf(tx, services, around)}
        <AgreementsBlock t={around.t} organisationId={id} agreements={agreements} now={tx.at} keeps={mayKeepNetwork(tx.by)} />
      </>
    );
  }

  async ofService(tx: Tx, service: Running, around: Around): Promise<VNode> {
    const links = mayKeepNetwork(tx.by) ? await this.links.within(tx, service.id) : [];
    return (
      <>
        {await this.placesOf(tx, [service], around)}
        {links.length > 0 && <LinksBlock t={around.t} serviceId={service.id} links={links} now={tx.at} back={around.back} />}
      </>
    );
  }

  private async placesOf(tx: Tx, services: readonly Running[], { t, once, back }: Around): Promise<VNode[]> {
    const running = services.filter(({ status }) => status === 'active' || status === 'temporarily closed');
    const blocks: VNode[] = [];
    for (const { id, name } of running) {
      const told = await this.places.within(tx, id);
      const forms = mayTellPlaces(tx.by, told.organisationId) ? { action: `/services/${id}/places`, back, once, change: `/services/${id}/places?back=${encodeURIComponent(back)}` } : undefined;
      if (forms || told.places.length > 0) blocks.push(<PlacesBlock t={t} told={told} now={tx.at} forms={forms} id={`places-${id}`} title={services.length > 1 ? name : t('organisations.places.title')} />);
    }
    return blocks;
  }
}
