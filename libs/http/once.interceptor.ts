import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Observable } from 'rxjs';
import { InvalidInput } from './refusal.js';

/** Hands a POST's Idempotency-Key to the deed, with a fingerprint of where and what was posted. */
@Injectable()
export class OnceInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = request.method === 'POST' ? (request.headers['idempotency-key'] ?? fieldKey(request.body)) : undefined;
    if (typeof key === 'string' && request.user) {
      if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new InvalidInput([{ path: 'Idempotency-Key', code: 'http.faults.once-key' }]);
      const fingerprint = createHash('sha256').update(`${request.url}\n${JSON.stringify(request.body ?? null)}`).digest('hex');
      request.user = { ...request.user, once: { key, fingerprint } };
    }
    return next.handle();
  }
}

/** A page's form carries its key as a hidden field, so that a double click registers once. */
function fieldKey(body: unknown): unknown {
  return body && typeof body === 'object' ? (body as { once?: unknown }).once : undefined;
}
