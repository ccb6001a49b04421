import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { Audit } from '../../../libs/audit/audit.js';
import { type CivilDate } from '../../../libs/calendar/civil-date.js';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { OrganisationFact } from '../organisations.events.js';
import { mayKeepListing, maySee } from '../organisations.policy.js';
import { ListingsStore } from './listings.store.js';
import type { OrganisationRow } from './organisation.entity.js';
import type { ServiceRow } from './service.entity.js';

type May = (by: Actor, organisationId: string) => boolean;

/** What every deed on a listing does alike: let the doer in, know the office's day, and leave a record and word of what was done. */
@Injectable()
export class ListingsGate {
  constructor(
    private readonly store: ListingsStore,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** The organisation, held, if this actor may keep its listing; that of somebody else is answered as one that does not exist. */
  async enter(tx: Tx, organisationId: string, may: May = mayKeepListing): Promise<OrganisationRow> {
    const organisation = await this.store.lockOrganisation(tx, organisationId);
    letIn(tx.by, organisation.id, may);
    return organisation;
  }

  /** The service, held, if this actor may keep it. */
  async enterService(tx: Tx, serviceId: string, may: May = mayKeepListing): Promise<ServiceRow> {
    const service = await this.store.lockService(tx, serviceId);
    letIn(tx.by, service.organisationId, may);
    return service;
  }

  /** Judges an organisation of which nothing is held: for its places. */
  async judge(tx: Tx, organisationId: string, may: May = mayKeepListing): Promise<OrganisationRow> {
    const organisation = await this.store.organisation(tx, organisationId);
    letIn(tx.by, organisation.id, may);
    return organisation;
  }

  /** Which day it is at the office. */
  today(tx: Tx): CivilDate {
    return civilDateAt(tx.at, this.env.OFFICE_ZONE);
  }

  /** Writes down what was done to a listing, and tells who needs to hear it. `details`: codes and names of fields. */
  async leave(tx: Tx, organisationId: string, action: string, { subjectId, details, facts = [] }: { readonly subjectId?: string; readonly details?: Readonly<Record<string, unknown>>; readonly facts?: readonly OrganisationFact[] }): Promise<void> {
    const link = tx.by.kind === 'link' ? { linkId: tx.by.linkId } : {};
    await this.audit.record(tx, { chain: organisationId, action, subjectId, details: { ...details, ...link } });
    await this.outbox.add(tx, ...facts);
  }
}

function letIn(by: Actor, organisationId: string, may: May): void {
  if (may(by, organisationId)) return;
  throw maySee(by, organisationId) ? new Forbidden() : new NotFound();
}
