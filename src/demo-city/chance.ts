import { createHash } from 'node:crypto';

/**
 * Chance that is the same every time: the same seed gives the same draws. Small and quick (the mulberry32 generator),
 * and never for anything that must be secret.
 */
export class Chance {
  private state: number;

  constructor(private readonly seed: string) {
    this.state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** Chance of its own for a part of the story, so that a change in one household leaves the others as they are. */
  branch(name: string | number): Chance {
    return new Chance(`${this.seed}/${name}`);
  }

  /** From 0 up to, never with, 1. */
  unit(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whether something happens that has this probability. */
  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** Positive, mostly small, with this mean: how late people are, how long they wait. */
  delay(mean: number): number {
    return -Math.log(1 - this.unit()) * mean;
  }

  /** One of a list; throws on an empty one. */
  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.unit() * list.length)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  }

  /** One of several by weight. */
  weighted<T>(entries: readonly (readonly [T, number])[]): T {
    let left = this.unit() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of entries) if ((left -= weight) < 0) return value;
    const last = entries.at(-1);
    if (!last) throw new RangeError('nothing to choose from');
    return last[0];
  }

  /** The same things in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    const cards = [...list];
    for (let i = cards.length - 1; i > 0; i -= 1) {
      const j = this.whole(0, i);
      [cards[i], cards[j]] = [cards[j] as T, cards[i] as T];
    }
    return cards;
  }

  /** Exactly so many cards in these shares (largest remainders first), shuffled: figures of a small city must be right too. */
  deal<T>(shares: readonly (readonly [T, number])[], count: number): T[] {
    const sum = shares.reduce((total, [, share]) => total + share, 0);
    const exact = shares.map(([value, share]) => ({ value, cards: Math.floor((share * count) / sum), rest: ((share * count) / sum) % 1 }));
    const missing = count - exact.reduce((total, { cards }) => total + cards, 0);
    for (const each of exact.toSorted((a, b) => b.rest - a.rest).slice(0, missing)) each.cards += 1;
    return this.shuffled(exact.flatMap(({ value, cards }) => Array<T>(cards).fill(value)));
  }

  /** An identity that belongs to a moment: shaped like every other of the house, but the same every time. */
  id(at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const bits = (): string => Math.floor(this.unit() * 65_536).toString(16).padStart(4, '0');
    const variant = (0x8000 | Math.floor(this.unit() * 0x4000)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${bits().slice(1)}-${variant}-${bits()}${bits()}${bits()}`;
  }
}
