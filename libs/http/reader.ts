import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../i18n/language.js';
import type { Translate } from '../i18n/translate.js';
import type { PersonActor } from '../transaction/actor.js';
import { onceKeyOf } from './once-key.js';
import { VersionMissing } from './refusal.js';

/** Somebody who is signed in: who they are to deeds, and how pages greet them. */
export interface SignedIn extends PersonActor {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly theme: 'light' | 'dark' | null;
  readonly teamName: string | null;
  /** The organisation they belong to, by its name; null for the office. */
  readonly organisationName: string | null;
  /** The session's identity, or null for a bearer token. */
  readonly sessionId: string | null;
  readonly unreadNotices: number;
  /** What waits for their organisation's answer; none at the office. */
  readonly askedOffers: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    user?: SignedIn;
    t: Translate;
  }
}

const request = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>();

/** The signed-in person of this request, with the key under which a POST must happen once. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): SignedIn => {
  const asked = request(context);
  const { user } = asked;
  if (!user) throw new Error('a route that needs a person must not be public');
  const once = user.once ? undefined : onceKeyOf(asked);
  return once ? (asked.user = { ...user, once }) : user;
});

/** The reader's translator, in the office's zone. */
export const T = createParamDecorator((_: unknown, context: ExecutionContext): Translate => request(context).t);

const ETAG = /^(?:W\/)?"(\d{1,10})"$/;

/** The version that an edit was made on: from `If-Match`, or from the form's `version` field. */
function versionSeen(context: ExecutionContext): number | undefined {
  const { headers, body } = request(context);
  const header = ETAG.exec(headers['if-match'] ?? '')?.[1];
  const field = (body as { version?: unknown } | undefined)?.version;
  const seen = header ?? (typeof field === 'string' && /^\d{1,10}$/.test(field) ? field : undefined);
  return seen === undefined ? undefined : Number(seen);
}

/** The version that must come with an edit; without it 428. */
export const Seen = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const seen = versionSeen(context);
  if (seen === undefined) throw new VersionMissing();
  return seen;
});

/** The version that may come with a deed, which judges the state first. */
export const MaybeSeen = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => versionSeen(context));

/** Answers a form with a redirect that a reload does not repeat. */
export function seeOther(reply: FastifyReply, path: string): void {
  void reply.code(303).header('location', path).send();
}
