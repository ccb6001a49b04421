import { Injectable } from '@nestjs/common';
import type { SpokenLanguage } from '../../../libs/i18n/language.js';
import { newId } from '../../../libs/sql/id.js';
import { changed, one, row, rows, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { hashSecret, isSecret, mintSecret } from '../../accounts/accounts.door.js';
import type { Addressee } from './addressee.rules.js';

/** Long enough to answer, and to look again at an appointment. Real time. */
const LIFE = '60 days';
/** So often the year of birth may be wrong before a link keeps silent about everything else: one in twenty would guess it. */
const MOST_MISSES = 5;
const LIVE = 'l.revoked_at is null and l.expires_at > clock_timestamp()';

const ISSUE = statement('newcomer-links.issue', `
  insert into newcomer_links (id, token_hash, case_id, newcomer_id, way_id, language, expires_at) values ($1, $2, $3, $4, $5, $6, clock_timestamp() + interval '${LIFE}')`);
const LOOK = statement('newcomer-links.look', `
  select l.id, l.case_id as "caseId", l.newcomer_id as "newcomerId", l.language, l.misses >= ${MOST_MISSES} as silent from newcomer_links l join newcomers n on n.id = l.newcomer_id and n.left_on is null where l.token_hash = $1 and ${LIVE}`);
const USE = statement('newcomer-links.use', `
  update newcomer_links l set used_at = clock_timestamp() from newcomers n where l.id = $1 and n.id = l.newcomer_id and n.left_on is null and ${LIVE} returning l.misses >= ${MOST_MISSES} as silent`);
const MISS = statement('newcomer-links.miss', `update newcomer_links set misses = least(misses + 1, ${MOST_MISSES}) where id = $1 returning misses >= ${MOST_MISSES} as silent`);
const REVOKE = statement('newcomer-links.revoke', `
  update newcomer_links l set revoked_at = clock_timestamp() where l.case_id = $1 and not l.way_id = any($2::uuid[]) and ${LIVE}`);
const OF_CASE = statement('newcomer-links.of-case', `
  select l.id, l.newcomer_id as "newcomerId", l.created_at as "createdAt", l.expires_at as "expiresAt", l.used_at as "usedAt" from newcomer_links l where l.case_id = $1 and ${LIVE} order by l.created_at desc`);

/** What a link that still opens is about. */
export interface LiveNewcomerLink {
  readonly id: string;
  readonly caseId: string;
  readonly newcomerId: string;
  /** What is written beside the French. */
  readonly language: SpokenLanguage;
  /** Whether the year of birth was wrong too often: it says nothing beyond the question and the appointment any more. */
  readonly silent: boolean;
}

/** A live link as the office sees it: never what it opens with. */
export interface SentNewcomerLink {
  readonly id: string;
  readonly newcomerId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** Links to newcomers' own page: opaque, hashed, for sixty days, and closed at once when their mailbox is no longer safe. */
@Injectable()
export class NewcomerLinks {
  /** Makes a link; the secret is told once, to the mail. */
  async issue(tx: Tx, caseId: string, { newcomerId, wayId }: Addressee, language: SpokenLanguage): Promise<{ readonly id: string; readonly secret: string }> {
    const [id, secret] = [newId(), mintSecret()];
    await changed(tx, ISSUE, [id, hashSecret(secret), caseId, newcomerId, wayId, language]);
    return { id, secret };
  }

  /** What a link opens, if it still does; looking changes nothing. */
  async look(tx: Tx, secret: string): Promise<LiveNewcomerLink | undefined> {
    return isSecret(secret) ? row<LiveNewcomerLink>(tx, LOOK, [hashSecret(secret)]) : undefined;
  }

  /** Marks a link as used, in the transaction of what it does, and locks it; whether it keeps silent by now, or nothing if it opens nothing any more. */
  use(tx: Tx, linkId: string): Promise<Pick<LiveNewcomerLink, 'silent'> | undefined> {
    return row<Pick<LiveNewcomerLink, 'silent'>>(tx, USE, [linkId]);
  }

  /** The year of birth was wrong; whether that was once too often. */
  async miss(tx: Tx, linkId: string): Promise<boolean> {
    return (await one<{ silent: boolean }>(tx, MISS, [linkId])).silent;
  }

  /** The links of a case open nothing any more, but those that went to an address where writing is safe. */
  revoke(tx: Tx, caseId: string, safe: readonly string[] = []): Promise<number> {
    return changed(tx, REVOKE, [caseId, safe]);
  }

  /** The live links of a case, newest first. */
  ofCase(tx: Tx, caseId: string): Promise<SentNewcomerLink[]> {
    return rows<SentNewcomerLink>(tx, OF_CASE, [caseId]);
  }
}
