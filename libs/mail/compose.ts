import type { Translate } from '../i18n/translate.js';
import type { MailText } from './mail-templates.js';

/** A mail ready to leave: its envelope, and the very bytes, the same at every try. */
export interface Letter {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
}

/** What goes on the envelope and in the headers. */
export interface Heading {
  readonly id: string;
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly date: Date;
}

/** Lays a mail out as plain text and as simple HTML, each paragraph in the direction of its own words, and encodes it. */
export async function compose(heading: Heading, text: MailText, t: Translate): Promise<Letter> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer'); // read with the first mail
  const bytes = await new MailComposer({
    from: heading.from,
    to: { name: '', address: heading.to },
    subject: oneLine(text.subject),
    messageId: heading.messageId,
    date: heading.date,
    text: plain(text, t),
    html: html(text, t),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': t.locale },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile().build();
  return { id: heading.id, from: /<([^>]+)>/.exec(heading.from)?.[1] ?? heading.from, to: heading.to, bytes };
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

function plain({ paragraphs, link, closing = [] }: MailText, t: Translate): string {
  return [...paragraphs, ...(link ? [`${link.label}\n${link.url}`] : []), ...closing, `--\n${t('mail.footer')}`].join('\n\n');
}

function html({ subject, paragraphs, link, closing = [] }: MailText, t: Translate): string {
  const lines = (texts: readonly string[]): string => texts.map((text) => `<p dir="auto">${escape(text)}</p>`).join('\n');
  const button = link
    ? `<p><a href="${escape(link.url)}"><strong>${escape(link.label)}</strong></a></p>\n<p><small>${escape(t('mail.copy'))}<br>${escape(link.url)}</small></p>`
    : '';
  return `<!doctype html>
<html lang="${t.locale}">
<head><meta charset="utf-8"><title>${escape(subject)}</title></head>
<body>
${[lines(paragraphs), button, lines(closing)].filter(Boolean).join('\n')}
<hr>
<p><small>${escape(t('mail.footer'))}</small></p>
</body>
</html>
`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
