/**
 * Whom to write to. Somebody with an account reads their mail and can do more than answer, so they come first; without
 * anybody the service's own address, then the organisation's. An organisation that wants no mails of a kind gets none.
 */
import type { MailKind } from '../listings/organisation.entity.js';

/** Somebody, or a common mailbox, that is written to. */
export interface Recipient {
  readonly address: string;
  readonly personId: string | null;
}

/** What the rules look at. */
export interface Reachable {
  readonly mails: readonly MailKind[];
  readonly organisationEmail: string | null;
  readonly serviceEmail: string | null;
  readonly members: readonly { readonly id: string; readonly email: string }[];
}

// One plain mailbox, as libs/mail takes it: directories also hold "ask at the desk" and two addresses in one field.
const MAILBOX = /^[^\s\p{Cc}<>(),;:"\\[\]@]{1,64}@[^\s\p{Cc}<>(),;:"\\[\]@]+\.[^\s\p{Cc}<>(),;:"\\[\]@]{2,}$/u;

/** More would be a mailing list: the others see the answer on their own pages. */
const MOST = 5;

/** Whom a mail of a kind goes to; nobody when it is not wanted or nobody can be reached. */
export function recipientsOf({ mails, organisationEmail, serviceEmail, members }: Reachable, kind: MailKind): Recipient[] {
  if (!mails.includes(kind)) return [];
  if (members.length > 0) return members.slice(0, MOST).map(({ id, email }) => ({ address: email, personId: id }));
  const address = [serviceEmail, organisationEmail].find((each): each is string => each !== null && each.length <= 254 && MAILBOX.test(each));
  return address === undefined ? [] : [{ address, personId: null }];
}
