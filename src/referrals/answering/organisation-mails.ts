import type { MailTemplate } from '../../../libs/mail/mail-templates.js';

/** A mail that has left keeps no content; its subject can still be told. */
const told = (text: unknown): string => (text === undefined ? '' : String(text));

/** One occasion: what it says of the service and, where something is due, until when; and a link, where there is something to do. */
const occasion = (name: string, { due = false, link = false, closing = false }: { readonly due?: boolean; readonly link?: boolean; readonly closing?: boolean } = {}): MailTemplate =>
  (t, { service, url, dueAt }) => ({
    subject: t(`referrals.mails.${name}.subject`, { service: told(service) }),
    paragraphs: [
      t(`referrals.mails.${name}.why`, { service: told(service) }),
      due ? t(`referrals.mails.${name}.until`, { due: dueAt === undefined ? '' : t.dateTime(String(dueAt)) }) : t(`referrals.mails.${name}.next`),
    ],
    ...(link ? { link: { label: t(`referrals.mails.${name}.link`), url: told(url) } } : {}),
    ...(closing ? { closing: [t('referrals.mails.no-names')] } : {}),
  });

/** What organisations are written to about offers: the name of their own service, a link and a moment; never a word about anybody. */
export const ORGANISATION_MAILS = {
  'referrals.asked': occasion('asked', { due: true, link: true, closing: true }),
  'referrals.reminded': occasion('reminded', { due: true, link: true, closing: true }),
  'referrals.released': occasion('released'),
  'referrals.taken-back': occasion('taken-back'),
  'referrals.account': occasion('account'),
  'referrals.disagreed': occasion('disagreed'),
  'referrals.owes-contact': occasion('owes-contact', { due: true, link: true }),
  'referrals.owes-update': occasion('owes-update', { due: true, link: true }),
  'referrals.owes-outcome': occasion('owes-outcome', { due: true, link: true }),
} as const satisfies Record<string, MailTemplate>;

export type OrganisationMail = keyof typeof ORGANISATION_MAILS;
