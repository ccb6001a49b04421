import { parseDocument } from 'yaml';
import { type z } from 'zod';

/** One thing wrong in a file: where, as a dotted path, and why. */
export interface DocumentFault {
  readonly path: string;
  readonly reason: string;
}

/** A YAML file that may not be used; its message has one line for each fault, for whoever edits the file. */
export class InvalidDocument extends Error {
  constructor(readonly source: string, readonly faults: readonly DocumentFault[]) {
    super(faults.map(({ path, reason }) => `${source}: ${path ? `${path}: ` : ''}${reason}`).join('\n'));
    this.name = 'InvalidDocument';
  }
}

/** Reads YAML text into a shape, or names every path that does not fit. @throws InvalidDocument */
export function readDocument<S extends z.ZodType>(shape: S, text: string, source: string): z.output<S> {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new InvalidDocument(source, document.errors.map(({ linePos, message }) => ({
      path: linePos ? `line ${linePos[0].line}` : '', reason: message.split('\n')[0] ?? message,
    })));
  }

  const read = shape.safeParse(document.toJS());
  if (read.success) return read.data;
  throw new InvalidDocument(source, read.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message })));
}
