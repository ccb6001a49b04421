import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Chronicle } from '../../cases/cases.door.js';
import { type LiveNewcomerLink, NewcomerLinks } from './newcomer-links.store.js';
import { NewcomerQueries } from './newcomer.queries.js';
import type { Shown } from './newcomer.view.js';

/** Shows who got what about a household to whoever holds its link and knows in which year the newcomer was born; each miss counts against the link. */
@Injectable()
export class ShowTold {
  constructor(
    private readonly links: NewcomerLinks,
    private readonly queries: NewcomerQueries,
    private readonly chronicle: Chronicle,
  ) {}

  /** In the transaction of whoever opened the link; no year is a wrong one. */
  async within(tx: Tx, link: LiveNewcomerLink, year: number | null): Promise<Shown> {
    const reader = await this.queries.reader(tx, link);
    if (link.silent || !reader?.birthOn) return { as: 'silent' };
    if (year !== Number(reader.birthOn.slice(0, 4))) return (await this.links.miss(tx, link.id)) ? { as: 'silent' } : { as: 'asked', wrong: true };
    await this.chronicle.record(tx, { caseId: link.caseId, kind: 'disclosures.shown', subjectId: link.newcomerId });
    return { as: 'known', givenName: reader.givenName, told: await this.queries.told(tx, link) };
  }
}
