/** The values of a statement that is put together, numbered as they are mentioned. */
export class Asking {
  readonly values: unknown[] = [];

  /** Keeps a value and gives its place in the statement. */
  value(type: string, value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
