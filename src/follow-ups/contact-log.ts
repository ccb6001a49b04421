import { Injectable } from '@nestjs/common';
import { Outbox } from '../../libs/outbox/outbox.js';
import { newId } from '../../libs/sql/id.js';
import { InvalidInput, Refusal } from '../../libs/http/refusal.js';
import { civilDateAt } from '../../libs/calendar/zone.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { CaseFiles, Chronicle } from '../cases/cases.door.js';
import { escalatesAtOnce, isContact, isUnreached, nextAttempt, type NextAttempt, type Outcome, type Way } from './attempts.rules.js';
import { about, fact, type FollowUpFactPayloads } from './follow-ups.events.js';
import { FollowUpsStore, type Reach } from './follow-ups.store.js';
import type { Channel } from './protocol.rules.js';
import type { CheckpointAtHand } from './take-up.js';
import { Whom } from './whom.js';

/** An attempt as somebody made it. */
export interface Tried {
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly minutes?: number | undefined;
  readonly interpreted?: boolean | undefined;
  readonly note?: string | undefined;
  readonly newcomerId?: string | undefined;
}

/** What became of an attempt. */
export interface Logged {
  readonly attemptId: string;
  readonly contact: boolean;
  /** When and how to try again; nothing after a contact, or when the ladder is used up. */
  readonly next: { readonly at: Date; readonly channel: Channel } | null;
  readonly unreached: boolean;
}

/** Writes attempts down, in the transaction of a deed, and draws what follows from silence. The due time never moves. */
@Injectable()
export class ContactLog {
  constructor(
    private readonly store: FollowUpsStore,
    private readonly files: CaseFiles,
    private readonly chronicle: Chronicle,
    private readonly outbox: Outbox,
    private readonly whom: Whom,
  ) {}

  /** @throws Refusal `follow-ups.unsafe-channel` when the household said that this way is not safe */
  async write(tx: Tx, atHand: CheckpointAtHand, tried: Tried): Promise<Logged> {
    const { file, checkpoint } = atHand;
    const reach = await this.store.reachOf(tx, file.id);
    if (isUnsafe(tried.channel, reach)) throw new Refusal('follow-ups.unsafe-channel', { state: checkpoint.state, channel: tried.channel });

    const contact = isContact(tried.outcome);
    const attemptId = await this.insert(tx, atHand, tried, contact);
    const details = { channel: tried.channel, outcome: tried.outcome, code: checkpoint.code };
    await this.chronicle.write(tx, { caseId: file.id, kind: contact ? 'contact.made' : 'attempt.failed', subjectId: attemptId, details });
    if (!contact) return this.failed(tx, atHand, attemptId, tried, reach);

    await this.store.tried(tx, checkpoint.id, null);
    await this.files.recordContact(tx, file.id, tx.at);
    await this.outbox.add(tx, fact('contact.made', file.id, { caseId: file.id, attemptId, channel: tried.channel }));
    return { attemptId, contact, next: null, unreached: false };
  }

  private async insert(tx: Tx, { file, checkpoint }: CheckpointAtHand, tried: Tried, contact: boolean): Promise<string> {
    const id = newId();
    try {
      await this.store.addAttempt(tx, {
        id, caseId: file.id, checkpointId: checkpoint.id, newcomerId: tried.newcomerId ?? null, channel: tried.channel, outcome: tried.outcome, contact,
        interpreted: tried.interpreted ?? false, minutes: tried.minutes ?? null, note: tried.note ?? null,
        madeAt: tx.at, madeBy: tx.by.kind === 'person' ? tx.by.personId : null,
      });
    } catch (fault) {
      const { code } = ((fault as { driverError?: object }).driverError ?? fault) as { code?: string };
      if (code === '23503') throw new InvalidInput([{ path: 'newcomerId', code: 'http.faults.choice' }]);
      throw fault;
    }
    return id;
  }

  private async failed(tx: Tx, atHand: CheckpointAtHand, attemptId: string, tried: Tried, reach: readonly Reach[]): Promise<Logged> {
    const { file, checkpoint, protocol, office } = atHand;
    const attempts = await this.store.attemptsOf(tx, file.id);
    const mayAskPartner = await this.store.mayAskPartner(tx, file.id, civilDateAt(tx.at, office.zone));
    const then = nextAttempt({ ...office, rules: protocol.attempts, tier: file.tier, attempts, ways: waysOf(reach), mayAskPartner });
    const next = then.kind === 'attempt' ? { at: then.at, channel: then.channel } : null;
    await this.store.tried(tx, checkpoint.id, next);
    await this.outbox.add(tx, fact('attempt.failed', checkpoint.id, {
      caseId: file.id, attemptId, checkpointId: checkpoint.id, channel: tried.channel, outcome: tried.outcome, nextAt: next?.at.toISOString() ?? null,
    }));

    const unreached = isUnreached(attempts, protocol.attempts, office.zone);
    if (unreached && !file.unreachedSince) await this.flag(tx, atHand);
    const what = whyEscalate(then, escalatesAtOnce(file.tier, attempts, protocol.attempts));
    if (what) await this.escalate(tx, atHand, what);
    return { attemptId, contact: false, next, unreached: unreached || file.unreachedSince !== null };
  }

  private async flag(tx: Tx, { file }: CheckpointAtHand): Promise<void> {
    await this.files.flagUnreached(tx, file.id, tx.at);
    await this.outbox.add(tx, fact('case.unreached', file.id, { caseId: file.id, teamId: file.teamId, ownerId: file.ownerId }));
  }

  private async escalate(tx: Tx, { file, checkpoint }: CheckpointAtHand, what: FollowUpFactPayloads['checkpoint.escalated']['what']): Promise<void> {
    const to = await this.whom.hearsOfLead(tx, file.teamId, file.tier);
    await this.outbox.add(tx, fact('checkpoint.escalated', checkpoint.id, {
      ...about(checkpoint, file.teamId), to, dueAt: checkpoint.dueAt.toISOString(), what,
    }));
  }
}

function whyEscalate(then: NextAttempt, atOnce: boolean): 'no-answer' | 'none-left' | 'no-safe-channel' | undefined {
  if (then.kind === 'stop' && then.because !== 'reached') return then.because;
  return atOnce ? 'no-answer' : undefined;
}

/** The household told us of ways of this kind, and said of none that it is safe. */
function isUnsafe(channel: Channel, reach: readonly Reach[]): boolean {
  const kind = { call: 'phone', sms: 'phone', email: 'email' }[channel as string];
  const ways = reach.filter((each) => each.kind === kind);
  return ways.length > 0 && !ways.some((each) => (channel === 'call' ? each.safeToCall : each.safeToText));
}

/** The channels behind the ways they gave, the preferred one first; a visit is what remains when nothing else does. */
function waysOf(reach: readonly Reach[]): Way[] {
  const ways = reach.flatMap(({ kind, safeToCall, safeToText }): Way[] => (kind === 'email'
    ? [{ channel: 'email', safe: safeToText }]
    : [{ channel: 'call', safe: safeToCall }, { channel: 'sms', safe: safeToText }]));
  const channels = [...new Set(ways.map(({ channel }) => channel))];
  return [...channels.map((channel) => ({ channel, safe: ways.some((way) => way.channel === channel && way.safe) })), { channel: 'visit', safe: true }];
}
