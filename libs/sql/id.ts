import { v7 } from 'uuid';

/** A new identity: time-ordered, so that fresh rows lie together in their indexes. */
export const newId = (): string => v7();

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is an identity at all, before it reaches a query. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
