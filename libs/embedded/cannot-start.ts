/** Postgres could not be brought up; the message says what is missing, in one paragraph an operator can act on. */
export class CannotStartPostgres extends Error {
  override readonly name = 'CannotStartPostgres';

  constructor(what: string, cause?: unknown) {
    super(what, { cause });
  }
}

/** The way out that every message of this folder ends with. */
export const USE_YOUR_OWN = 'Set DATABASE_URL to use a PostgreSQL server of your own.';
