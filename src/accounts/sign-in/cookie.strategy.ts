import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Identities } from './identities.js';
import { SessionCookie } from './session-cookie.js';

type Verify = (request: FastifyRequest, done: (fault: unknown, person?: SignedIn | null) => void) => void;

/** Passport's way to our own sessions: the cookie's secret, looked up. */
class CookieScheme extends Strategy {
  override readonly name = 'cookie';

  constructor(private readonly verify: Verify) {
    super();
  }

  override authenticate(request: unknown): void {
    this.verify(request as FastifyRequest, (fault, person) => {
      if (fault) this.error(fault);
      else if (person) this.success(person);
      else this.fail(401);
    });
  }
}

/** Signs a request in by its session cookie. */
@Injectable()
export class CookieStrategy extends PassportStrategy(CookieScheme) {
  constructor(
    private readonly identities: Identities,
    private readonly cookie: SessionCookie,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<SignedIn | null> {
    const secret = this.cookie.read(request);
    return secret === undefined ? null : ((await this.identities.bySession(secret, { byItself: asksByItself(request) })) ?? null);
  }
}

/** What a page asks with nobody at it, the stream of news and what it fetches anew: an empty chair is not kept signed in. */
const asksByItself = ({ headers }: FastifyRequest): boolean => headers['x-by-itself'] !== undefined || headers.accept === 'text/event-stream';
