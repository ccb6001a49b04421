import { Injectable } from '@nestjs/common';
import { changed, one, row, statement } from '../../../libs/sql/sql.js';
import { newId } from '../../../libs/sql/id.js';
import type { PersonId } from '../../../libs/transaction/actor.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { hashSecret, isSecret, mintSecret } from '../secret.js';

/** What a personal link is for, and how long it opens that. */
export const LINK_LIFE = { invitation: '7 days', password_reset: '1 hour' } as const;
export type LinkPurpose = keyof typeof LINK_LIFE;

/** A link just made; the secret is told once, to the mail or to the console. */
export interface NewLink {
  readonly id: string;
  readonly secret: string;
  readonly expiresAt: Date;
}

/** Whom a link that still opens belongs to. */
export interface LiveLink {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
}

const OPEN = 'used_at is null and revoked_at is null and expires_at > clock_timestamp()';
const ISSUE = statement('accounts.issue-link', `
  insert into personal_links (id, token_hash, purpose, person_id, expires_at)
  values ($1, $2, $3, $4, clock_timestamp() + $5::interval) returning expires_at as "expiresAt"`);
const REVOKE = statement('accounts.revoke-links', `
  update personal_links set revoked_at = clock_timestamp()
  where person_id = $1 and ($2::text is null or purpose = $2) and used_at is null and revoked_at is null`);
const LOOK = statement('accounts.look-at-link', `
  select l.person_id as "personId", p.name, p.email from personal_links l join people p on p.id = l.person_id
  where l.token_hash = $1 and l.purpose = $2 and ${OPEN}
    and p.state = case $2 when 'invitation' then 'invited' else 'active' end`);
const USE = statement('accounts.use-link', `
  update personal_links set used_at = clock_timestamp() where token_hash = $1 and purpose = $2 and ${OPEN} returning person_id as "personId"`);
const LATELY = statement('accounts.link-made-lately', `
  select 1 from personal_links where person_id = $1 and purpose = $2 and revoked_at is null and created_at > clock_timestamp() - interval '5 minutes'`);

/** One-time links: one live link per person and purpose, used once, in real time. */
@Injectable()
export class LinksStore {
  /** Makes a link; the ones before it open nothing any more. */
  async issue(tx: Tx, personId: PersonId, purpose: LinkPurpose): Promise<NewLink> {
    await this.revoke(tx, personId, purpose);
    const [id, secret] = [newId(), mintSecret()];
    const { expiresAt } = await one<{ expiresAt: Date }>(tx, ISSUE, [id, hashSecret(secret), purpose, personId, LINK_LIFE[purpose]]);
    return { id, secret, expiresAt };
  }

  /** Revokes a person's open links, of one purpose or of all; how many. */
  revoke(tx: Tx, personId: PersonId, purpose: LinkPurpose | null): Promise<number> {
    return changed(tx, REVOKE, [personId, purpose]);
  }

  /** Whose link this is, if it still opens; looking uses nothing up. */
  async look(tx: Tx, secret: string, purpose: LinkPurpose): Promise<LiveLink | undefined> {
    return isSecret(secret) ? row<LiveLink>(tx, LOOK, [hashSecret(secret), purpose]) : undefined;
  }

  /** Uses a link up: of two at once, one wins. */
  async use(tx: Tx, secret: string, purpose: LinkPurpose): Promise<PersonId | undefined> {
    if (!isSecret(secret)) return undefined;
    return (await row<{ personId: PersonId }>(tx, USE, [hashSecret(secret), purpose]))?.personId;
  }

  /** Whether such a link was made in the last five minutes: nobody's mailbox is flooded from here. */
  async madeLately(tx: Tx, personId: PersonId, purpose: LinkPurpose): Promise<boolean> {
    return (await row(tx, LATELY, [personId, purpose])) !== undefined;
  }
}
