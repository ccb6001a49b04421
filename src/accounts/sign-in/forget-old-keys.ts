import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { Chores } from '../../../libs/housekeeping/chores.js';
import { changed, statement } from '../../../libs/sql/sql.js';

/** Ended or expired sessions are kept a month, for whoever asks when they were last here. */
const SESSIONS = statement('accounts.forget-sessions', `
  delete from sessions where ctid in (
    select ctid from sessions where least(ended_at, expires_at) < clock_timestamp() - interval '30 days' limit $1)`);
/** Links that can open nothing any more. */
const LINKS = statement('accounts.forget-links', `
  delete from personal_links where ctid in (
    select ctid from personal_links where least(used_at, revoked_at, expires_at) < clock_timestamp() - interval '30 days' limit $1)`);
/** Counts of tries whose time is over. */
const TRIES = statement('accounts.forget-tries', `
  delete from sign_in_throttle where ctid in (
    select ctid from sign_in_throttle where expire < extract(epoch from clock_timestamp()) * 1000 limit $1)`);

/** Lets old sessions, links and counts go; only a process that does chores has something to do here. */
@Injectable()
export class ForgetOldKeys implements OnModuleInit {
  constructor(@Optional() private readonly chores?: Chores) {}

  onModuleInit(): void {
    this.chores?.add('old-sessions', (tx, atOnce) => changed(tx, SESSIONS, [atOnce]));
    this.chores?.add('old-links', (tx, atOnce) => changed(tx, LINKS, [atOnce]));
    this.chores?.add('old-tries', (tx, atOnce) => changed(tx, TRIES, [atOnce]));
  }
}
