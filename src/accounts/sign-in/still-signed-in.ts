import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Identities } from './identities.js';
import { SessionCookie } from './session-cookie.js';

/** Who somebody is by now; nobody, once their session has ended or their token is revoked. */
export type WhoNow = () => Promise<SignedIn | undefined>;

/** For answers that go on for hours: asks again who is reading, and keeps nobody signed in by asking. */
@Injectable()
export class StillSignedIn {
  constructor(
    private readonly identities: Identities,
    private readonly cookie: SessionCookie,
  ) {}

  /** How to ask again, by what the request was signed in with. */
  by(request: FastifyRequest): WhoNow {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const token = /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';
      return () => this.identities.byToken(token);
    }
    const secret = this.cookie.read(request) ?? '';
    return () => this.identities.bySession(secret, { byItself: true });
  }
}
