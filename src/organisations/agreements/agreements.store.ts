import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import { row, rows, statement } from '../../../libs/sql/sql.js';
import { guardedUpdate } from '../../../libs/transaction/guarded-update.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { AgreementRow } from './agreement.entity.js';

/** An agreement with the name of the service it is about, and of its organisation. */
export interface NamedAgreement extends Omit<AgreementRow, 'demo'> {
  readonly serviceName: string | null;
  readonly organisationName: string;
  readonly calendar: string;
}

/** A service that an agreement may be about. */
export interface ServiceName {
  readonly id: string;
  readonly name: string;
}

const NAMED = `
  select a.organisation_id as "organisationId", a.id, a.service_id as "serviceId", a.terms, a.answer_within as "answerWithin", a.answer_unit as "answerUnit",
    a.answer_clock as "answerClock", a.quota_per_month as "quotaPerMonth", a.priority_groups as "priorityGroups", a.starts_on as "startsOn", a.ends_on as "endsOn",
    a.remind_days as "remindDays", a.ended_at as "endedAt", a.reminded_of as "remindedOf", a.version, s.name as "serviceName", o.name as "organisationName", o.calendar
  from agreements a join organisations o on o.id = a.organisation_id left join services s on s.organisation_id = a.organisation_id and s.id = a.service_id`;
const ONE = statement('agreements.one', `${NAMED} where a.id = $1`);
const OF_ORGANISATION = statement('agreements.of-organisation', `
  ${NAMED} where a.organisation_id = $1 order by a.ended_at is not null, coalesce(a.ends_on, 'infinity') desc, a.id`);
const SERVICES = statement('agreements.services', "select id, name from services where organisation_id = $1 and status <> 'defunct' order by name, id");
const ORGANISATION = statement('agreements.organisation', 'select id, name from organisations where id = $1');

/** Agreements: writes, by-id reads and their few lists. */
@Injectable()
export class AgreementsStore {
  async add(tx: Tx, agreement: Omit<AgreementRow, 'version'>): Promise<void> {
    await tx.insert(AgreementRow, agreement);
  }

  /** The agreement, held until the transaction ends; throws `NotFound`. */
  async lock(tx: Tx, id: string): Promise<AgreementRow> {
    const agreement = await tx.findOne(AgreementRow, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!agreement) throw new NotFound();
    return agreement;
  }

  /** Writes it if it still is what the writer saw; throws `Stale` if it is not. */
  change(tx: Tx, seen: { readonly id: string; readonly version: number }, patch: Partial<AgreementRow>): Promise<number> {
    return guardedUpdate(tx, AgreementRow, seen, patch);
  }

  /** Throws `NotFound`. */
  async named(tx: Tx, id: string): Promise<NamedAgreement> {
    const agreement = await row<NamedAgreement>(tx, ONE, [id]);
    if (!agreement) throw new NotFound();
    return agreement;
  }

  ofOrganisation(tx: Tx, organisationId: string): Promise<NamedAgreement[]> {
    return rows<NamedAgreement>(tx, OF_ORGANISATION, [organisationId]);
  }

  /** The services that an agreement with an organisation may be about. */
  servicesOf(tx: Tx, organisationId: string): Promise<ServiceName[]> {
    return rows<ServiceName>(tx, SERVICES, [organisationId]);
  }

  /** Throws `NotFound`. */
  async organisation(tx: Tx, organisationId: string): Promise<{ readonly id: string; readonly name: string }> {
    const found = await row<{ id: string; name: string }>(tx, ORGANISATION, [organisationId]);
    if (!found) throw new NotFound();
    return found;
  }
}
