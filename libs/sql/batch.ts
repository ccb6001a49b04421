import pg, { type QueryResult } from 'pg';
import type { Writable } from 'node:stream';

/** A connection as pg's queries see it; pg's types leave most of it out. */
interface Wire {
  readonly stream: Writable;
  readonly parsedStatements: Readonly<Record<string, string>>;
  readonly submittedNamedStatements: Record<string, string>;
  sync(): void;
}

/** What pg's queries are asked to do by their connection. */
interface Query {
  name: string;
  text: string;
  prepare(wire: Wire): void;
  submit(wire: Wire): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
  handleReadyForQuery(wire: Wire): void;
  handleError(fault: unknown, wire: Wire): void;
}

type Answered = (fault: Error | null, result: QueryResult) => void;
const Query = pg.Query as unknown as new (asked: { name?: string; text: string; values?: unknown[] }, answered?: Answered) => Query;

/** A query closes its statement only when a value cannot be written down. */
function refuse(): never {
  throw new TypeError('a value of a statement cannot be written down');
}

/** A connection to which queries can be written that do not end with a barrier each. */
const WITHOUT_BARRIERS: PropertyDescriptorMap = { sync: { value: () => undefined }, close: { value: refuse } };

/**
 * Statements that reach Postgres as one packet and are answered as one: pg by itself would end each with a barrier of its own,
 * at which Postgres stops to answer. Where one fails Postgres leaves out those behind it, and they fail for the same reason:
 * so only statements of one transaction belong together.
 */
export class Batch extends Query {
  private readonly parts: Query[] = [];
  /** How many have been answered. */
  private place = 0;

  constructor() {
    super({ text: '' });
  }

  add({ name, text }: Readonly<Pick<Query, 'name' | 'text'>>, values: unknown[]): Promise<QueryResult> {
    return new Promise<QueryResult>((resolve, reject) => {
      this.parts.push(new Query({ name, text, values }, (fault, result) => (fault ? reject(fault) : resolve(result))));
    }).catch((fault: Error) => {
      Error.captureStackTrace(fault); // the way back to who asked, rather than to the socket
      throw fault;
    });
  }

  override submit(wire: Wire): void {
    const open = Object.create(wire, WITHOUT_BARRIERS) as Wire;
    wire.stream.cork();
    this.turnTo(0);
    let written = 0;
    try {
      for (; written < this.parts.length; written += 1) this.parts[written]?.prepare(open);
    } catch (fault) {
      for (const part of this.parts.splice(written)) part.handleError(fault, wire);
    }
    wire.sync();
    wire.stream.uncork();
  }

  override handleRowDescription(message: unknown): void {
    this.parts[this.place]?.handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.parts[this.place]?.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    this.parts[this.place]?.handleCommandComplete(message, wire);
    this.turnTo(this.place + 1);
  }

  override handleReadyForQuery(wire: Wire): void {
    for (const part of this.parts) part.handleReadyForQuery(wire);
  }

  override handleError(fault: unknown, wire: Wire): void {
    for (const part of this.parts.splice(this.place)) {
      // Those behind the one that failed were not even prepared.
      if (!(part.name in wire.parsedStatements)) delete wire.submittedNamedStatements[part.name];
      part.handleError(fault, wire);
    }
    this.handleReadyForQuery(wire);
  }

  /** The connection remembers what it has prepared by the name and text of whatever is being answered. */
  private turnTo(place: number): void {
    this.place = place;
    const { name = '', text = '' } = this.parts[place] ?? {};
    Object.assign(this, { name, text });
  }
}
