/** The rules said no. The edge turns it into a 409 in the reader's language (`<room>.refusals.<reason>`). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly code: string, readonly details: Readonly<Record<string, unknown>> = {}) {
    super(code);
  }
}

/** There is no such thing, or not for this reader: the two are never told apart. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** This reader may not do this, and may know it. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
  constructor(readonly code = 'http.forbidden') {
    super(code);
  }
}

/** Somebody else changed it since the reader looked (412). */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** An edit came without the version it was made on (428). */
export class VersionMissing extends Error {
  override readonly name = 'VersionMissing';
}

/** Too many tries; `retryAfterS` seconds to wait (429). */
export class TooMany extends Error {
  override readonly name = 'TooMany';
  constructor(readonly retryAfterS: number) {
    super('too many');
  }
}

/** What is wrong with one field: where (`newcomers.0.birthOn`), and why as a code with its values. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** The request cannot be understood or accepted as it stands; every faulty field is named (422). */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  constructor(readonly faults: readonly FieldFault[]) {
    super(faults.map((f) => `${f.path}: ${f.code}`).join('; '));
  }
}
