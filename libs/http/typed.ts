import { many, ticked } from './forms.js';

/** A form as it was typed: the tree that its names describe, read by the same names that its fields have. */
export class Typed {
  constructor(readonly tree: Readonly<Record<string, unknown>>) {}

  /** The text at a dotted name; nothing, if it was left empty. */
  text(name: string): string | undefined {
    const value = this.at(name);
    return typeof value === 'string' ? value : undefined;
  }

  /** The ticked answers under one name. */
  list(name: string): string[] {
    return many(this.at(name));
  }

  is(name: string): boolean {
    return ticked(this.at(name)) || this.at(name) === '1';
  }

  /** The rows of a list. */
  rows(name: string): Typed[] {
    const value = this.at(name);
    return Array.isArray(value) ? value.map((row) => new Typed((row ?? {}) as Record<string, unknown>)) : [];
  }

  with(changes: Readonly<Record<string, unknown>>): Typed {
    return new Typed({ ...this.tree, ...changes });
  }

  private at(name: string): unknown {
    return name.split('.').reduce<unknown>((at, part) => (at !== null && typeof at === 'object' ? (at as Record<string, unknown>)[part] : undefined), this.tree);
  }
}
