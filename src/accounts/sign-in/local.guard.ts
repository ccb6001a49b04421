import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { TooMany } from '../../../libs/http/refusal.js';
import type { Recognised } from './check-password.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the local strategy recognised, that nobody was, or that the caller must wait. */
    recognised?: Recognised | TooMany | null;
  }
}

/** Tries e-mail address and password; the route answers, as a page or as JSON. */
@Injectable()
export class LocalGuard extends AuthGuard('local') {
  override getAuthenticateOptions(): { property: keyof FastifyRequest } {
    return { property: 'recognised' };
  }

  override handleRequest<P>(fault: unknown, person: P | false, _info: unknown, _context: ExecutionContext): P {
    if (fault instanceof TooMany) return fault as P;
    if (fault) throw fault;
    return (person || null) as P;
  }
}
