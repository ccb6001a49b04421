import { type CanActivate, type ExecutionContext, Injectable, type Type, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard, type IAuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Forbidden } from '../../../libs/http/refusal.js';
import { Messages } from '../../../libs/i18n/messages.js';
import { FOR_ORGANISATIONS, PUBLIC } from '../public.js';
import { SessionCookie } from './session-cookie.js';

/** Passport's guards, which say nobody instead of throwing: whether somebody is needed is judged below. */
const asking = (scheme: 'cookie' | 'bearer'): Type<IAuthGuard> =>
  class extends AuthGuard(scheme) {
    override handleRequest<P>(fault: unknown, person: P | false): P {
      if (fault) throw fault;
      return (person || undefined) as P;
    }
  };

const ByCookie = asking('cookie');
const ByBearer = asking('bearer');

/**
 * Closes every route that is not `@Public()`, to people of organisations also what is not `@ForOrganisations()`, and tells
 * the others who is reading. A request with an `Authorization`
 * header is judged by it alone: no cookie is tried in its place, since such a request is not checked for its origin.
 */
@Injectable()
export class Authenticated implements CanActivate {
  private readonly byCookie = new ByCookie();
  private readonly byBearer = new ByBearer();

  constructor(
    private readonly reflector: Reflector,
    private readonly cookie: SessionCookie,
    private readonly messages: Messages,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.headers.authorization !== undefined) await this.byBearer.canActivate(context);
    else if (this.cookie.read(request) !== undefined) await this.byCookie.canActivate(context);

    const { user } = request;
    if (user) request.t = this.messages.translator(user.language);
    if (this.says(context, PUBLIC)) return true;
    if (!user) throw new UnauthorizedException();
    if (user.organisationId !== null && !this.says(context, FOR_ORGANISATIONS)) throw new Forbidden();
    return true;
  }

  private says(context: ExecutionContext, mark: string): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(mark, [context.getHandler(), context.getClass()]) === true;
  }
}
