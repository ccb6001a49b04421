import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { reasonOf, type Carrier, type Delivery } from './carrier.js';
import type { Letter } from './compose.js';

/** How long a server may be silent: to connect, to greet, and in the middle of a letter. */
const PATIENCE = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 20_000 };

/** Hands letters to the mail server of `SMTP_URL`, one connection a letter, so that it is always known which letter was under way. */
export class SmtpCarrier implements Carrier {
  constructor(private readonly url: string) {}

  async carry(letter: Letter): Promise<Delivery> {
    const { hostname, port, protocol, username, password } = new URL(this.url);
    const secure = protocol === 'smtps:';
    const { default: Connection } = await import('nodemailer/lib/smtp-connection');
    const connection = new Connection({ host: hostname, port: Number(port) || (secure ? 465 : 587), secure, ...PATIENCE });
    // A fault after the answer (a line cut while saying goodbye) changes nothing.
    connection.on('error', () => undefined);
    try {
      await greet(connection, username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined);
    } catch (fault) {
      connection.close();
      return { outcome: 'unreachable', reason: reasonOf(fault) };
    }
    return hand(connection, letter);
  }
}

function greet(connection: SMTPConnection, credentials: { user: string; pass: string } | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(Object.assign(new Error('closed'), { code: 'ECONNECTION' })));
    connection.connect((fault) => {
      if (fault) reject(fault);
      else if (!credentials) resolve();
      else connection.login({ credentials }, (refused) => (refused ? reject(refused) : resolve()));
    });
  });
}

function hand(connection: SMTPConnection, { from, to, bytes }: Letter): Promise<Delivery> {
  return new Promise((resolve) => {
    connection.send({ from, to: [to] }, bytes, (fault) => {
      if (!fault) {
        connection.quit();
        resolve({ outcome: 'sent' });
        return;
      }
      connection.close();
      const answered = (fault as { responseCode?: number }).responseCode !== undefined;
      resolve({ outcome: answered ? 'refused' : 'unknown', reason: reasonOf(fault) });
    });
  });
}
