import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import { ListingsStore, OPENINGS_AHEAD_DAYS } from './listings.store.js';

const DAY_MS = 86_400_000;
/** Rolled on while so many days are still known: a day's delay of an alarm harms nobody. */
const DAYS_LEFT = 30;

/** Openings are known for some weeks; as time goes on, the weeks that follow are worked out, organisation by organisation. */
@Injectable()
export class RollOpenings {
  constructor(private readonly listings: ListingsStore) {}

  /** Works the openings of all services of some organisations out from today on, and says when to do it again. */
  async run(tx: Tx, organisationIds: readonly string[]): Promise<Date> {
    await this.listings.refreshOrganisations(tx, organisationIds);
    return this.rollAt(new Date(tx.at.getTime() + OPENINGS_AHEAD_DAYS * DAY_MS));
  }

  /** When openings that are known until some moment have to be rolled on. */
  rollAt(knownUntil: Date): Date {
    return new Date(knownUntil.getTime() - DAYS_LEFT * DAY_MS);
  }
}
