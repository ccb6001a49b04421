import { Injectable } from '@nestjs/common';
import { changed, row, rows, statement } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { hashSecret, isSecret, mintSecret } from '../../accounts/accounts.door.js';

/** What a link lets its holder answer. */
export type LinkPurpose = 'places' | 'listing';

/** As long as a figure is believed: by then the next question, with a link of its own, is on its way. Real time. */
const LIFE = '14 days';

/** Who is asked, and what. */
export interface Asking {
  readonly organisationId: string;
  readonly serviceId: string;
  readonly purpose: LinkPurpose;
  /** What is asked, so that the same is never asked twice of one service. */
  readonly question: string;
  readonly sentTo: readonly string[];
}

/** A link just made; the secret is told once, to the mail. */
export interface NewLink {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: Date;
}

/** What a link that still opens is about. */
export interface LiveLink {
  readonly id: string;
  readonly organisationId: string;
  readonly serviceId: string;
  readonly purpose: LinkPurpose;
  readonly language: 'fr' | 'en';
  readonly expiresAt: Date;
}

/** A live link as the office sees it: never what it opens with. */
export interface SentLink {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly sentTo: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

const LIVE = 'l.revoked_at is null and l.expires_at > clock_timestamp()';
const ASKED = statement('links.asked', 'select 1 from organisation_links where service_id = $1 and purpose = $2 and question = $3');
const REPLACE = statement('links.replace', `
  update organisation_links set revoked_at = clock_timestamp() where service_id = $1 and purpose = $2 and revoked_at is null`);
const ISSUE = statement('links.issue', `
  insert into organisation_links (id, token_hash, organisation_id, service_id, purpose, question, sent_to, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + interval '${LIFE}') on conflict (service_id, purpose, question) do nothing returning expires_at as "expiresAt"`);
const LOOK = statement('links.look', `
  select l.id, l.organisation_id as "organisationId", l.service_id as "serviceId", l.purpose, l.expires_at as "expiresAt", o.language
  from organisation_links l join organisations o on o.id = l.organisation_id where l.token_hash = $1 and ${LIVE}`);
const USE = statement('links.use', `
  update organisation_links l set used_at = clock_timestamp() where l.id = $1 and ${LIVE}`);
const OF_SERVICE = statement('links.of-service', `
  select l.id, l.purpose, l.sent_to as "sentTo", l.created_at as "createdAt", l.expires_at as "expiresAt", l.used_at as "usedAt"
  from organisation_links l where l.service_id = $1 and ${LIVE} order by l.created_at desc`);
const REVOKE = statement('links.revoke', `
  update organisation_links set revoked_at = clock_timestamp() where service_id = $1 and id = $2 and revoked_at is null`);

/** One-tap links of organisations: one live link per service and purpose, opaque, for a fortnight of real time. */
@Injectable()
export class OrganisationLinks {
  /** Makes a link, and the one before it opens nothing any more; undefined if this very question was asked before. */
  async issue(tx: Tx, { organisationId, serviceId, purpose, question, sentTo }: Asking): Promise<NewLink | undefined> {
    if (await row(tx, ASKED, [serviceId, purpose, question])) return undefined;
    await changed(tx, REPLACE, [serviceId, purpose]);
    const [id, secret] = [newId(), mintSecret()];
    const made = await row<{ expiresAt: Date }>(tx, ISSUE, [id, hashSecret(secret), organisationId, serviceId, purpose, question, sentTo]);
    return made && { id, secret, expiresAt: made.expiresAt };
  }

  /** What a link opens, if it still does; looking changes nothing. */
  async look(tx: Tx, secret: string): Promise<LiveLink | undefined> {
    return isSecret(secret) ? row<LiveLink>(tx, LOOK, [hashSecret(secret)]) : undefined;
  }

  /** Marks a link as used, in the transaction of what it does; false if it was revoked or expired meanwhile. It opens again until it expires: a second tap corrects the first. */
  async use(tx: Tx, linkId: string): Promise<boolean> {
    return (await changed(tx, USE, [linkId])) > 0;
  }

  /** The live links of a service, newest first. */
  ofService(tx: Tx, serviceId: string): Promise<SentLink[]> {
    return rows<SentLink>(tx, OF_SERVICE, [serviceId]);
  }

  /** From now on this link opens nothing; whether there was one. */
  async revoke(tx: Tx, serviceId: string, linkId: string): Promise<boolean> {
    return (await changed(tx, REVOKE, [serviceId, linkId])) > 0;
  }
}
