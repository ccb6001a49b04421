import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Once } from '../transaction/actor.js';
import { InvalidInput } from './refusal.js';

/** A POST's Idempotency-Key for the deed, with a fingerprint of where and what was posted. */
export function onceKeyOf(request: FastifyRequest): Once | undefined {
  const key = request.method === 'POST' ? (request.headers['idempotency-key'] ?? fieldKey(request.body)) : undefined;
  if (typeof key !== 'string') return undefined;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new InvalidInput([{ path: 'Idempotency-Key', code: 'http.faults.once-key' }]);
  const fingerprint = createHash('sha256').update(`${request.url}\n${JSON.stringify(request.body ?? null)}`).digest('hex');
  return { key, fingerprint };
}

/** A page's form carries its key as a hidden field, so that a double click registers once. */
function fieldKey(body: unknown): unknown {
  return body && typeof body === 'object' ? (body as { once?: unknown }).once : undefined;
}
