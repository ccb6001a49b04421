import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { CheckPassword, type Recognised } from './check-password.js';

/** Recognises a person by e-mail address and password, posted as a form or as JSON. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy, 'local', true) {
  constructor(private readonly check: CheckPassword) {
    super({ usernameField: 'email', passwordField: 'password', passReqToCallback: true });
  }

  async validate(request: FastifyRequest, email: unknown, password: unknown): Promise<Recognised | null> {
    if (typeof email !== 'string' || typeof password !== 'string') return null;
    return this.check.run(email, password, request.ip);
  }
}
