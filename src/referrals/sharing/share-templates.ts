import { Injectable } from '@nestjs/common';
import { Audit } from '../../../libs/audit/audit.js';
import { Forbidden, NotFound, Stale } from '../../../libs/http/refusal.js';
import { changed, row, rows, statement } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type ServiceToAsk, ServicesToAsk } from '../../organisations/organisations.door.js';
import { mayKeepTemplates } from '../referrals.policy.js';
import { proposedFields, SHARE_FIELD_CODES, type ShareField } from './share.rules.js';

/** What a service usually gets to know; `fields` is null while nobody said, and then the need decides. */
export interface ShareTemplate {
  readonly serviceId: string;
  readonly service: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly fields: readonly ShareField[] | null;
  readonly version: number;
}

const OF = statement('share-templates.of', 'select service_id as "serviceId", fields, version from share_templates where service_id = any($1::uuid[])');
const LOCK = statement('share-templates.lock', 'select version from share_templates where service_id = $1 for update');
const WRITE = statement('share-templates.write', `
  insert into share_templates (organisation_id, service_id, fields, updated_at, updated_by) values ($1, $2, $3, $4, $5)
  on conflict (service_id) do update set fields = excluded.fields, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);
const FORGET = statement('share-templates.forget', 'delete from share_templates where service_id = $1');

/** Which fields of a file a service is proposed to get: said once by whoever keeps the network, changed by nobody else. */
@Injectable()
export class ShareTemplates {
  constructor(
    private readonly transactions: Transactions,
    private readonly services: ServicesToAsk,
    private readonly audit: Audit,
  ) {}

  /** What is proposed to be shared with each of some services for a need. */
  async fieldsFor(tx: Tx, serviceIds: readonly string[], need: string): Promise<ReadonlyMap<string, ShareField[]>> {
    const found = new Map((await rows<{ serviceId: string; fields: string[] }>(tx, OF, [serviceIds])).map(({ serviceId, fields }) => [serviceId, fields]));
    return new Map(serviceIds.map((id) => [id, proposedFields(need, found.get(id) ?? null)]));
  }

  /** What is proposed to be shared with all of some services: what each of them usually gets, so that none is told more than it needs. */
  async commonTo(tx: Tx, serviceIds: readonly string[], need: string): Promise<ShareField[]> {
    const each = [...(await this.fieldsFor(tx, serviceIds, need)).values()];
    return each.length === 0 ? proposedFields(need, null) : SHARE_FIELD_CODES.filter((field) => each.every((fields) => fields.includes(field)));
  }

  read(by: Actor, serviceId: string): Promise<ShareTemplate> {
    return this.transactions.read(by, async (tx) => {
      const { service, organisationId, organisation } = await this.service(tx, serviceId);
      const found = await row<{ fields: ShareField[]; version: number }>(tx, OF, [[serviceId]]);
      return { serviceId, service, organisationId, organisation, fields: found?.fields ?? null, version: found?.version ?? 0 };
    });
  }

  /** Says which fields, or (null) that the need decides again. The version seen is 0 where nobody had said. */
  keep(by: Actor, serviceId: string, fields: readonly ShareField[] | null, seen: number): Promise<{ serviceId: string; version: number }> {
    if (!mayKeepTemplates(by) || by.kind !== 'person') throw new Forbidden();
    return this.transactions.run(by, async (tx) => {
      const { organisationId } = await this.service(tx, serviceId);
      const before = (await row<{ version: number }>(tx, LOCK, [serviceId]))?.version ?? 0;
      if (before !== seen) throw new Stale();
      if (fields === null) await changed(tx, FORGET, [serviceId]);
      else await changed(tx, WRITE, [organisationId, serviceId, fields, tx.at, by.personId]);
      await this.audit.record(tx, { chain: organisationId, action: 'share-template.changed', subjectId: serviceId, details: { fields } });
      return { serviceId, version: fields === null ? 0 : before + 1 };
    });
  }

  private async service(tx: Tx, serviceId: string): Promise<ServiceToAsk> {
    const service = (await this.services.byIds(tx, [serviceId])).get(serviceId);
    if (!service) throw new NotFound();
    return service;
  }
}
