import { Injectable, Logger, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { realNow } from '../clock/real-time.js';
import { isLanguage } from '../i18n/language.js';
import { Messages } from '../i18n/messages.js';
import { engine } from '../transaction/actor.js';
import { Transactions } from '../transaction/transactions.js';
import type { Carrier, Delivery } from './carrier.js';
import { compose } from './compose.js';
import { claim, type HeldMail, renew, settle } from './ledger.js';
import { MailBell } from './mail-bell.js';
import { MailTemplates } from './mail-templates.js';

/** How the post works; the defaults are for a mail server that may be away for an hour. */
export interface PostSettings {
  readonly from: string;
  /** Whether this process carries mails at all. */
  readonly works: boolean;
  /** Whether a mail that left forgets its content. */
  readonly forget: boolean;
  readonly leaseMs?: number;
  readonly pollMs?: number;
  /** The pause after a first refusal; each later one is four times longer. */
  readonly firstBackOffMs?: number;
  /** The pause after nobody could be reached; it doubles up to a minute. */
  readonly firstPauseMs?: number;
}

const POST = engine('mail');
const AT_ONCE = 3;
const LONGEST_PAUSE_MS = 60_000;

/** Carries recorded mails out: leased, tried, tried again, each with one Message-ID for ever. */
@Injectable()
export class MailPost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('mail');
  private readonly leaseMs: number;
  private round: Promise<void> | undefined;
  private stopping = false;
  private unreachable = 0;

  constructor(
    private readonly settings: PostSettings,
    private readonly transactions: Transactions,
    private readonly messages: Messages,
    private readonly templates: MailTemplates,
    private readonly carrier: Carrier,
    private readonly bell: MailBell,
  ) {
    this.leaseMs = settings.leaseMs ?? 3_000;
  }

  onApplicationBootstrap(): void {
    if (this.settings.works) this.round = this.work();
  }

  /** Lets what is under way come to its end, and writes it down. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.round;
  }

  private async work(): Promise<void> {
    while (!this.stopping) {
      const carried = await this.carrySome().catch((fault: unknown) => {
        this.log.warn({ event: 'the ledger of mails cannot be read', fault: fault instanceof Error ? fault.name : typeof fault });
        return 0;
      });
      if (this.stopping) return;
      if (this.unreachable > 0) await this.pause();
      else if (carried === 0) await this.bell.wait(this.settings.pollMs ?? 2_000);
    }
  }

  /** Nobody answers: the whole post waits, then tries with a few. */
  private async pause(): Promise<void> {
    const until = realNow() + Math.min((this.settings.firstPauseMs ?? 1_000) * 2 ** (this.unreachable - 1), LONGEST_PAUSE_MS);
    while (!this.stopping && realNow() < until) await this.bell.wait(until - realNow());
  }

  /** Carries up to three mails that are due; how many it tried. */
  async carrySome(): Promise<number> {
    const held = await this.transactions.run(POST, (tx) => claim(tx, AT_ONCE, this.leaseMs));
    if (held.length === 0) return 0;
    const stopRenewing = this.keepLeases(held.map(({ id }) => id));
    try {
      const reached = await Promise.all(held.map((mail) => this.carryOne(mail)));
      this.unreachable = reached.includes(true) ? 0 : this.unreachable + 1;
    } finally {
      stopRenewing();
    }
    return held.length;
  }

  private async carryOne(mail: HeldMail): Promise<boolean> {
    const delivery = await this.deliver(mail);
    if (delivery.outcome !== 'sent') this.log.warn({ event: `mail ${delivery.outcome}`, mail: mail.id, attempt: mail.attempts, reason: delivery.reason });
    const settling = { forget: this.settings.forget, firstBackOffMs: this.settings.firstBackOffMs ?? 30_000 };
    await this.transactions.run(POST, (tx) => settle(tx, mail, delivery, settling));
    return delivery.outcome !== 'unreachable';
  }

  private async deliver(mail: HeldMail): Promise<Delivery> {
    try {
      const t = this.messages.translator(isLanguage(mail.language) ? mail.language : 'fr');
      const text = this.templates.write(mail.template, t, mail.content);
      const letter = await compose({ id: mail.id, messageId: mail.messageId, from: this.settings.from, to: mail.address, date: mail.createdAt }, text, t);
      return await this.carrier.carry(letter);
    } catch (fault) {
      return { outcome: 'refused', reason: fault instanceof Error ? `${fault.name}: ${mail.template}` : 'unexpected' };
    }
  }

  private keepLeases(ids: readonly string[]): () => void {
    const timer = setInterval(() => {
      // A renewal that fails only lets the lease lapse: the mail becomes unknown and goes again.
      this.transactions.run(POST, (tx) => renew(tx, ids, this.leaseMs)).catch(() => undefined);
    }, this.leaseMs / 3);
    return () => clearInterval(timer);
  }
}
