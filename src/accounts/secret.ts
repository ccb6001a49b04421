import { hash, randomBytes } from 'node:crypto';

/** A new opaque secret of 256 bits, for a cookie, a link or a token. Shown or sent once; only its hash is kept. */
export const mintSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret. 256 random bits need no salt and no slowness. */
export const hashSecret = (secret: string): Buffer => hash('sha256', secret, 'buffer');

const SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** Whether a text can be a secret of ours at all, before it costs a query. */
export const isSecret = (text: unknown): text is string => typeof text === 'string' && SHAPE.test(text);
