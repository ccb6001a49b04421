import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { Chores } from '../../../libs/housekeeping/chores.js';
import { changed, statement } from '../../../libs/sql/sql.js';

/** A month after it ended nobody asks any more why it does not open; who was written to stays in the audit. */
const LINKS = statement('newcomer-links.forget', `
  delete from newcomer_links where ctid in (select ctid from newcomer_links where expires_at < clock_timestamp() - interval '30 days' limit $1)`);

/** Lets old links of newcomers go; only a process that does chores has something to do here. */
@Injectable()
export class ForgetNewcomerLinks implements OnModuleInit {
  constructor(@Optional() private readonly chores?: Chores) {}

  onModuleInit(): void {
    this.chores?.add('old-newcomer-links', (tx, atOnce) => changed(tx, LINKS, [atOnce]));
  }
}
