import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { SignedIn } from '../../libs/http/reader.js';
import type { Fact } from '../../libs/outbox/fact.js';
import { FactTail } from '../../libs/outbox/fact-tail.js';
import { OutageLog } from '../../libs/queue/outage-log.js';
import type { WhoNow } from '../accounts/accounts.door.js';
import { CaseBelongings } from '../cases/cases.door.js';
import { casesIn, type Nudge, nudgesFor } from './live.rules.js';

/** So many browsers has nobody: beyond it the oldest is told to be silent, rather than to come back and push out the next. */
const MOST_EACH = 10;
/** Proxies close what is silent for a minute. */
const BEAT_MS = 20_000;
/** What a browser may leave unread before it counts as gone. */
const MOST_UNREAD = 65_536;

interface Stream {
  /** Who reads, as they were when last looked up. */
  reader: SignedIn;
  readonly whoNow: WhoNow;
  readonly response: ServerResponse;
}

/** The browsers that listen to this process. Nothing is asked of the database while there are none. */
@Injectable()
export class LiveStreams implements OnModuleDestroy {
  private readonly outage = new OutageLog('listeners could not be told');
  private readonly streams = new Set<Stream>();
  private unfollow: (() => void) | undefined;
  private beat: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    private readonly tail: FactTail,
    private readonly belongings: CaseBelongings,
  ) {}

  /** Tells a browser from now on; its response has its headers already. */
  join(reader: SignedIn, whoNow: WhoNow, response: ServerResponse): void {
    if (this.closing || response.destroyed) return void response.end();
    // All come back after a restart, and not all at once.
    response.write(`retry: ${Math.round(1_000 + Math.random() * 4_000)}\n\n`);
    const stream: Stream = { reader, whoNow, response };
    response.once('close', () => this.leave(stream));
    this.streams.add(stream);
    const theirs = [...this.streams].filter((each) => each.reader.personId === reader.personId);
    for (const oldest of theirs.slice(0, -MOST_EACH)) this.end(oldest, 'event: enough\ndata:\n\n');
    this.unfollow ??= this.tail.follow((facts) => this.tell([...this.streams], facts));
    this.beat ??= setInterval(() => void this.keepUp(), BEAT_MS);
    void this.tail.justBefore().then((facts) => this.tell([stream], facts)).catch((fault: unknown) => this.outage.note(fault));
  }

  /** A process that stops waits for its answers to end, and these would not. */
  onModuleDestroy(): void {
    this.closing = true;
    for (const stream of this.streams) this.end(stream);
  }

  /** Whoever is concerned is looked up once more before they are told: what has ended hears nothing. */
  private async tell(streams: readonly Stream[], facts: readonly Fact[]): Promise<void> {
    try {
      const files = await this.belongings.of(casesIn(facts));
      const concerned = streams.filter(({ reader }) => nudgesFor(reader, facts, files).length > 0);
      await Promise.all(concerned.map(async (stream) => {
        if (await this.isThere(stream)) this.nudge(stream, nudgesFor(stream.reader, facts, files));
      }));
    } catch (fault) {
      this.outage.note(fault);
    }
  }

  private nudge(stream: Stream, nudges: readonly Nudge[]): void {
    if (nudges.length > 0) this.write(stream, `data: ${JSON.stringify(nudges)}\n\n`);
  }

  /** Keeps connections open, and ends those of people who are no longer signed in. */
  private async keepUp(): Promise<void> {
    for (const stream of this.streams) this.write(stream, ':\n\n');
    await Promise.all([...this.streams].map((stream) => this.isThere(stream))).catch((fault: unknown) => this.outage.note(fault));
  }

  private async isThere(stream: Stream): Promise<boolean> {
    const now = await stream.whoNow();
    if (now) stream.reader = now;
    else this.end(stream);
    return now !== undefined && this.streams.has(stream);
  }

  private write(stream: Stream, text: string): void {
    if (stream.response.writableLength > MOST_UNREAD) stream.response.destroy();
    else stream.response.write(text);
  }

  private end(stream: Stream, lastWord = ''): void {
    stream.response.end(lastWord);
    this.leave(stream);
  }

  private leave(stream: Stream): void {
    if (!this.streams.delete(stream) || this.streams.size > 0) return;
    clearInterval(this.beat);
    this.unfollow?.();
    this.beat = this.unfollow = undefined;
  }
}
