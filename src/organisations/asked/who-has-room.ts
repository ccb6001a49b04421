import { Injectable } from '@nestjs/common';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Calendars } from '../calendars.js';
import { listingState } from '../listings/assurance.rules.js';
import { expectedRoom, levelOf } from '../places/places.rules.js';
import type { HouseholdFacts } from '../search/eligibility.rules.js';
import { type FitFacts, judgeFit, ROOM_ENOUGH } from '../search/fit.rules.js';

/** A service that takes people on today, with how many more it may. */
export interface ServiceWithRoom {
  readonly serviceId: string;
  readonly organisationId: string;
  readonly needs: readonly string[];
  /** Places to count on; for a waiting list of which nobody told places, one at a time. */
  readonly room: number;
  /** Whether it could take a household on for a need, as far as rules can tell: what is not known is not held against them. */
  fits(need: string, household: HouseholdFacts): boolean;
}

interface Raw extends Omit<FitFacts, 'listingState' | 'openings' | 'places'> {
  readonly id: string;
  readonly organisationId: string;
  readonly since: CivilDate;
  readonly places: readonly { readonly available: number; readonly maximum: number | null; readonly updatedAt: string }[];
}

const COLUMNS = `s.id, s.organisation_id as "organisationId", s.needs, s.speaks, s.serves, s.status, s.closed_until as "closedUntil", o.paused_until as "pausedUntil", s.waitlist,
    s.for_statuses as "forStatuses", s.minimum_age::float8 as "minimumAge", s.maximum_age::float8 as "maximumAge", s.for_genders as "forGenders", s.for_households as "forHouseholds",
    s.for_languages as "forLanguages", s.for_boroughs as "forBoroughs", coalesce(s.assured_on, (s.created_at at time zone $2)::date) as since,
    coalesce((select jsonb_agg(jsonb_build_object('available', p.available, 'maximum', p.maximum, 'updatedAt', p.updated_at) order by p.id) from places p where p.service_id = s.id), '[]') as places
  from services s join organisations o on o.id = s.organisation_id`;
const SOME = statement('organisations.with-room', `select ${COLUMNS} where s.id = any($1::uuid[]) order by s.id`);
const OF_ORGANISATIONS = statement('organisations.with-room-of', `select ${COLUMNS} where s.organisation_id = any($1::uuid[]) order by s.id`);
const FOR_NEED = statement('organisations.with-room-for', `select ${COLUMNS} where s.needs && array[$1]::text[] and s.status = 'active' order by s.id`);

/** Who could take somebody on now, by the rules by which search judges; for Passerelle itself, so nobody is recorded as having looked. */
@Injectable()
export class WhoHasRoom {
  constructor(private readonly calendars: Calendars) {}

  /** Of some services, those that have room. */
  async among(tx: Tx, serviceIds: readonly string[]): Promise<ServiceWithRoom[]> {
    return serviceIds.length === 0 ? [] : this.withRoom(tx, await rows<Raw>(tx, SOME, [serviceIds, this.calendars.zone]));
  }

  /** Of the services of some organisations, those that have room. */
  async of(tx: Tx, organisationIds: readonly string[]): Promise<ServiceWithRoom[]> {
    return organisationIds.length === 0 ? [] : this.withRoom(tx, await rows<Raw>(tx, OF_ORGANISATIONS, [organisationIds, this.calendars.zone]));
  }

  /** Of all that answer a need, those that have room: most room first. */
  async for(tx: Tx, need: string): Promise<ServiceWithRoom[]> {
    return this.withRoom(tx, await rows<Raw>(tx, FOR_NEED, [need, this.calendars.zone])).sort((one, other) => other.room - one.room);
  }

  private withRoom(tx: Tx, raw: readonly Raw[]): ServiceWithRoom[] {
    const today = this.calendars.today(tx.at);
    return raw.flatMap(({ id, organisationId, since, places: told, ...service }) => {
      const places = told.map((place) => ({ ...place, updatedAt: new Date(place.updatedAt) }));
      const facts: FitFacts = { ...service, openings: [], places, listingState: listingState(since, today) };
      const verdict = (need: string, household: HouseholdFacts | null) => judgeFit(facts, { needs: [need], household }, { at: tx.at, today }).verdict;
      // A fresh figure is taken as it is: one place told this morning is one place.
      const expected = Math.floor(places.reduce((sum, place) => sum + (levelOf(place, tx.at) === 'fresh' ? place.available : expectedRoom([place], tx.at)), 0));
      const room = expected >= ROOM_ENOUGH ? expected : service.waitlist && places.every(({ available }) => available === 0) ? 1 : 0;
      // What has dropped out of search is found by nobody, and neither is what search would not even show as a doubt.
      if (room === 0 || facts.listingState === 'dropped' || verdict('', null) === 'no') return [];
      return [{ serviceId: id, organisationId, needs: service.needs, room, fits: (need, household) => service.needs.includes(need) && verdict(need, household) !== 'no' }];
    });
  }
}
