import { Injectable } from '@nestjs/common';
import type { QueryFailedError } from 'typeorm';
import { NotFound, Refusal, Stale } from '../../../libs/http/refusal.js';
import { changed, row, rows, statement } from '../../../libs/sql/sql.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { PersonEntity } from './person.entity.js';
import { TeamEntity } from './team.entity.js';

const ADMINISTRATORS = statement('accounts.lock-administrators', `
  select id from people where 'administrator' = any(roles) and state = 'active' order by id for no key update`);
const LED_BY = statement('accounts.team-led-by', 'select id from teams where lead_id = $1 limit 1');
const SET_PASSWORD = statement('accounts.set-password', `
  update people set password_hash = $2, password_changed_at = clock_timestamp(), state = 'active' where id = $1`);

/** What changes of a person's row. */
export type PersonChange = Partial<Omit<PersonEntity, 'id' | 'email' | 'version' | 'passwordHash' | 'passwordChangedAt'>>;

/** Writes and by-id reads of people and teams. */
@Injectable()
export class PeopleStore {
  /** A new person; refuses an address that somebody already has. */
  async add(tx: Tx, person: Omit<PersonEntity, 'version'>): Promise<void> {
    await tx.insert(PersonEntity, person).catch(refuse('people_email_key', 'accounts.email-taken'));
  }

  /** The person's row, locked until the end of the transaction. Throws `NotFound`. */
  async lock(tx: Tx, id: PersonId): Promise<PersonEntity> {
    const person = await tx.findOne(PersonEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!person) throw new NotFound();
    return person;
  }

  /** The same for somebody of the office. Throws `NotFound` for people of organisations, who are their organisation's to keep. */
  async lockOfOffice(tx: Tx, id: PersonId): Promise<PersonEntity> {
    const person = await this.lock(tx, id);
    if (person.organisationId !== null) throw new NotFound();
    return person;
  }

  byEmail(tx: Tx, email: string): Promise<PersonEntity | null> {
    return tx.findOne(PersonEntity, { where: { email } });
  }

  /** Changes a person; with `seen`, only if nobody did since (`Stale`). Refuses to disable whoever still owns checkpoints. */
  async change(tx: Tx, id: PersonId, change: PersonChange, seen?: number): Promise<void> {
    const result = await tx.update(PersonEntity, seen === undefined ? { id } : { id, version: seen }, change)
      .catch(refuse('people_still_owe', 'accounts.still-owns'));
    if (result.affected !== 1) throw new Stale();
  }

  /** A new password makes the account an open one. */
  async setPassword(tx: Tx, id: PersonId, passwordHash: string): Promise<void> {
    await changed(tx, SET_PASSWORD, [id, passwordHash]);
  }

  /** Locks all active administrators, so that two of them cannot remove each other at once. Lock them before any single person. */
  async lockAdministrators(tx: Tx): Promise<PersonId[]> {
    return (await rows<{ id: PersonId }>(tx, ADMINISTRATORS)).map(({ id }) => id);
  }

  async leadsATeam(tx: Tx, id: PersonId): Promise<boolean> {
    return (await row(tx, LED_BY, [id])) !== undefined;
  }

  async addTeam(tx: Tx, team: Omit<TeamEntity, 'version'>): Promise<void> {
    await tx.insert(TeamEntity, team).catch(refuse('teams_name_key', 'accounts.team-name-taken'));
  }

  /** The team's row, locked. Throws `NotFound`. */
  async lockTeam(tx: Tx, id: string): Promise<TeamEntity> {
    const team = await tx.findOne(TeamEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!team) throw new NotFound();
    return team;
  }

  async changeTeam(tx: Tx, id: string, change: Partial<Omit<TeamEntity, 'id' | 'version'>>, seen: number): Promise<void> {
    const result = await tx.update(TeamEntity, { id, version: seen }, change).catch(refuse('teams_name_key', 'accounts.team-name-taken'));
    if (result.affected !== 1) throw new Stale();
  }
}

/** A constraint of the database said no: in the words of the rules. Its detail, if any, is a count. */
const refuse = (constraint: string, code: string) => (fault: unknown): never => {
  const { driverError } = fault as QueryFailedError & { driverError?: { constraint?: string; detail?: string } };
  if (driverError?.constraint !== constraint) throw fault;
  throw new Refusal(code, /^\d+$/.test(driverError.detail ?? '') ? { count: Number(driverError.detail) } : {});
};
