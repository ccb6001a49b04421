import { until } from './clockwork.js';
import type { Client } from './signed-in.js';

/** A browser's stream of news, as it comes. */
export class Listener {
  readonly nudges: object[] = [];
  /** Events that have a name. */
  readonly names: string[] = [];
  ended = false;

  private constructor(readonly answer: Response, private readonly aborting: AbortController) {}

  /** Begins to listen; the stream is open when this returns. */
  static async to(client: Client): Promise<Listener> {
    const aborting = new AbortController();
    const listener = new Listener(await client.ask('/events', { headers: { accept: 'text/event-stream' }, signal: aborting.signal }), aborting);
    void listener.read().catch(() => undefined).finally(() => (listener.ended = true));
    return listener;
  }

  /** Waits for something that was told. */
  hears(nudge: object): Promise<void> {
    return until(`it hears ${JSON.stringify(nudge)}`, () => this.nudges.some((each) => JSON.stringify(each) === JSON.stringify(nudge)));
  }

  ends(): Promise<void> {
    return until('the stream ends', () => this.ended);
  }

  /** The browser is closed. */
  leave(): void {
    this.aborting.abort();
  }

  private async read(): Promise<void> {
    let rest = '';
    for await (const piece of this.answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + piece).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const [, name] = /^event: (.+)$/m.exec(event) ?? [];
        const [, data] = /^data: (.+)$/m.exec(event) ?? [];
        if (name) this.names.push(name);
        else if (data) this.nudges.push(...(JSON.parse(data) as object[]));
      }
    }
  }
}
