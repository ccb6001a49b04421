import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Forbidden } from './refusal.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses unsafe requests that another site made the browser send; programs with a bearer token carry no cookie to abuse. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(private readonly publicOrigin: string) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE.has(request.method) || request.headers.authorization !== undefined) return true;
    if (!this.ours(request)) throw new Forbidden('http.cross-site');
    return true;
  }

  private ours({ headers, protocol, host }: FastifyRequest): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin' || site === 'none';
    const origin = headers.origin;
    if (origin !== undefined) return origin === this.publicOrigin || origin === `${protocol}://${host}`;
    // Neither header: not a browser of this decade. A JSON body cannot come from a form.
    return headers.cookie === undefined || (headers['content-type'] ?? '').startsWith('application/json');
  }
}
