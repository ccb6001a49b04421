import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { Chores } from '../../../libs/housekeeping/chores.js';
import { changed, statement } from '../../../libs/sql/sql.js';

/** A year: until then a link is also the record that its question was asked. */
const LINKS = statement('links.forget', `
  delete from organisation_links where ctid in (select ctid from organisation_links where expires_at < clock_timestamp() - interval '1 year' limit $1)`);

/** Lets old links go; only a process that does chores has something to do here. */
@Injectable()
export class ForgetOldLinks implements OnModuleInit {
  constructor(@Optional() private readonly chores?: Chores) {}

  onModuleInit(): void {
    this.chores?.add('old-organisation-links', (tx, atOnce) => changed(tx, LINKS, [atOnce]));
  }
}
