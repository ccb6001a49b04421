import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { DataSource } from 'typeorm';
import { projectRoot } from '../../config/root.js';
import { Messages } from '../../libs/i18n/messages.js';
import type { Carrier } from '../../libs/mail/carrier.js';
import { FolderCarrier } from '../../libs/mail/folder-carrier.js';
import { claim } from '../../libs/mail/ledger.js';
import { MailBell } from '../../libs/mail/mail-bell.js';
import { MailPost } from '../../libs/mail/mail-post.js';
import { MailTemplates } from '../../libs/mail/mail-templates.js';
import { BadAddress, Mails } from '../../libs/mail/mails.js';
import { SmtpCarrier } from '../../libs/mail/smtp-carrier.js';
import { engine } from '../../libs/transaction/actor.js';
import { poolOptions, Pools } from '../../libs/transaction/pools.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.js';

const FROM = 'Passerelle <passerelle@bureau.example>';
const BY = engine('test');

/** A mail server on loopback that behaves as it is told. */
class Sink extends EventEmitter {
  readonly received: string[] = [];
  manner: 'accept' | 'refuse' | 'take-and-drop' = 'accept';
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: (_to, _session, done) => done(this.manner === 'refuse' ? Object.assign(new Error('later'), { responseCode: 451 }) : null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        this.received.push(`${session.envelope.rcptTo.map(({ address }) => address).join()}\n${Buffer.concat(parts).toString()}`);
        this.emit('mail');
        if (this.manner === 'take-and-drop') {
          this.manner = 'accept';
          for (const connection of this.server.connections) connection.close();
        } else done();
      });
    },
  });

  async open(port = 0): Promise<string> {
    this.server.on('error', () => undefined);
    const listening = this.server.listen(port, '127.0.0.1');
    await once(listening, 'listening');
    return `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

let database: FreshDatabase;
let worker: DataSource;
let transactions: Transactions;
const messages = Messages.load(projectRoot());
const bell = new MailBell();
const mails = new Mails(FROM, bell);
const templates = new MailTemplates();
templates.add({
  'test.greeting': (_t, content) => ({ subject: String(content['subject']), paragraphs: ['Bonjour <tout le monde>'], link: { label: 'Ouvrir', url: String(content['url']) } }),
});

beforeAll(async () => {
  Logger.overrideLogger(false);
  database = await freshDatabase();
  worker = await new DataSource(poolOptions({ name: 'worker', url: database.ownerUrl, role: 'worker', max: 4, entities: [] })).initialize();
  transactions = new Transactions(new Pools(worker, worker, worker));
}, 60_000);

afterAll(async () => {
  await worker?.destroy();
  await database?.drop();
});

const post = (key: string, content: Record<string, string> = {}, address = 'ana@organisme.example') => transactions.run(BY, (tx) =>
  mails.post(tx, { key, address, language: 'fr', template: 'test.greeting', content: { subject: 'Votre accès', url: 'https://passerelle.example/welcome/abc', ...content } }));

interface Line { readonly key: string; readonly state: string; readonly attempts: number; readonly message_id: string; readonly content: object; readonly last_error: string | null }
const ledger = async (key: string): Promise<Line> => {
  const [line] = await worker.query<Line[]>('select key, state, attempts, message_id, content, last_error from mails where key = $1', [key]);
  if (!line) throw new Error(`no mail ${key}`);
  return line;
};
const due = () => worker.query(`update mails set retry_at = null where state in ('pending', 'unknown')`);
const postman = (carrier: Carrier, more: { forget?: boolean } = {}) =>
  new MailPost({ from: FROM, works: false, forget: more.forget ?? true, leaseMs: 300 }, transactions, messages, templates, carrier, bell);

describe('A mail', () => {
  let sink: Sink;
  let carrier: SmtpCarrier;
  let url: string;
  beforeEach(async () => {
    await worker.query(`update mails set state = 'dead' where state <> 'sent'`);
    sink = new Sink();
    url = await sink.open();
    carrier = new SmtpCarrier(url);
  });
  afterEach(() => sink.close());

  it('is recorded once however often it is asked for, leaves once, and forgets its link', async () => {
    expect([await post('once'), await post('once')]).toEqual([true, false]);
    const postmen = [postman(carrier), postman(carrier)];
    await Promise.all(postmen.map((one) => one.carrySome()));
    await Promise.all(postmen.map((one) => one.carrySome()));
    expect(sink.received).toHaveLength(1);
    expect(sink.received[0]).toContain('Message-ID: ' + (await ledger('once')).message_id);
    expect(await ledger('once')).toMatchObject({ state: 'sent', attempts: 1, content: {} });
  });

  it('is not written when the deed that posts it fails', async () => {
    await expect(transactions.run(BY, async (tx) => {
      await mails.post(tx, { key: 'undone', address: 'a@b.example', language: 'fr', template: 'test.greeting', content: {} });
      throw new Error('the deed failed');
    })).rejects.toThrow('the deed failed');
    expect(await worker.query(`select from mails where key = 'undone'`)).toHaveLength(0);
  });

  it('is tried again when the server refuses it, and is dead after the fifth try', async () => {
    await post('patience');
    sink.manner = 'refuse';
    await postman(carrier).carrySome();
    expect(await ledger('patience')).toMatchObject({ state: 'pending', attempts: 1, last_error: 'EENVELOPE RCPT TO 451' });
    expect(await postman(carrier).carrySome()).toBe(0); // it waits before the next try
    sink.manner = 'accept';
    await due();
    await postman(carrier).carrySome();
    expect(await ledger('patience')).toMatchObject({ state: 'sent', attempts: 2 });

    await post('refused for good');
    sink.manner = 'refuse';
    for (let tries = 0; tries < 7; tries += 1) {
      await due();
      await postman(carrier).carrySome();
    }
    expect(await ledger('refused for good')).toMatchObject({ state: 'dead', attempts: 5 });
  });

  it('loses none of its tries while no server can be reached', async () => {
    await post('outage');
    await sink.close();
    for (let tries = 0; tries < 8; tries += 1) await postman(carrier).carrySome();
    expect(await ledger('outage')).toMatchObject({ state: 'pending', attempts: 0 });
    const again = new Sink();
    await again.open(Number(new URL(url).port));
    await postman(carrier).carrySome();
    await again.close();
    expect(again.received).toHaveLength(1);
    sink = new Sink();
    await sink.open();
  });

  it('that the server took before the line broke is unknown, and goes again as the same message', async () => {
    await post('dropped');
    sink.manner = 'take-and-drop';
    await postman(carrier).carrySome();
    expect(await ledger('dropped')).toMatchObject({ state: 'unknown', attempts: 1 });
    await due();
    await postman(carrier).carrySome();
    expect(await ledger('dropped')).toMatchObject({ state: 'sent', attempts: 2 });
    const ids = sink.received.map((text) => /^Message-ID: (.*)$/m.exec(text)?.[1]);
    expect(ids).toEqual([(await ledger('dropped')).message_id, (await ledger('dropped')).message_id]);
  });

  it('whose postman died in the middle is unknown once the lease has lapsed, and goes again', async () => {
    await post('orphan');
    await transactions.run(BY, (tx) => claim(tx, 3, 300));
    expect(await postman(carrier).carrySome()).toBe(0);
    await worker.query(`update mails set lease_until = clock_timestamp() - interval '1 ms' where key = 'orphan'`);
    expect(await postman(carrier).carrySome()).toBe(1);
    expect(await ledger('orphan')).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('cannot be given a second recipient or a header of the writer’s choice', async () => {
    for (const address of ['a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', '<a@b.example>', 'a b@c.example', '"a"@b.example', 'a@b.example\u0000']) {
      await expect(post(`bad ${address}`, {}, address)).rejects.toThrow(BadAddress);
    }
    await post('headers', { subject: 'Bonjour\r\nBcc: c@d.example\r\n\r\n<script>' });
    await postman(carrier).carrySome();
    const [envelope, ...lines] = sink.received[0]?.split('\n') ?? [];
    const headers = lines.slice(0, lines.findIndex((line) => line.trim() === ''));
    expect(envelope).toBe('ana@organisme.example');
    expect(headers.filter((line) => /^bcc:/i.test(line))).toEqual([]);
    expect(sink.received[0]?.replaceAll(/=\r?\n/g, '')).toContain('Bonjour &lt;tout le monde&gt;');
  });

  it('wakes the post at once, without waiting for its next look', async () => {
    const awake = new MailPost({ from: FROM, works: true, forget: true, pollMs: 60_000 }, transactions, messages, templates, carrier, bell);
    awake.onApplicationBootstrap();
    const arrival = once(sink, 'mail');
    await post('at once');
    await arrival;
    await awake.beforeApplicationShutdown();
    expect(await ledger('at once')).toMatchObject({ state: 'sent' });
  }, 10_000);

  it('is a file when there is no mail server, and keeps what it says for the demo’s outbox', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'passerelle-mail-'));
    await post('written');
    await postman(new FolderCarrier(folder), { forget: false }).carrySome();
    expect(readdirSync(folder)).toHaveLength(1);
    expect(readFileSync(join(folder, readdirSync(folder)[0] ?? ''), 'utf8')).toContain('https://passerelle.example/welcome/abc');
    expect(await ledger('written')).toMatchObject({ state: 'sent', content: { subject: 'Votre accès' } });
  });
});
