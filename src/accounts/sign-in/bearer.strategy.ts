import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-http-bearer';
import type { SignedIn } from '../../../libs/http/reader.js';
import { Identities } from './identities.js';

/** Signs a program in by the API token of its `Authorization` header. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly identities: Identities) {
    super({ realm: 'Passerelle' });
  }

  async validate(secret: string): Promise<SignedIn | null> {
    return (await this.identities.byToken(secret)) ?? null;
  }
}
