import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Env } from '../config/env.js';
import { PinoLogger } from '../libs/http/pino-logger.js';
import { ProblemsFilter } from '../libs/http/problems.filter.js';
import { SameOriginGuard } from '../libs/http/same-origin.guard.js';
import { securityHeaders } from '../libs/http/security-headers.js';
import { letGoOfUnusedConnections } from '../libs/http/unused-connections.js';
import { validationPipe } from '../libs/http/validation.js';
import { tagVersion } from '../libs/http/version-tag.js';
import { chooseLanguage } from '../libs/i18n/language.js';
import { Messages } from '../libs/i18n/messages.js';
import type { Translate } from '../libs/i18n/translate.js';
import { AppModule, type Parts } from './app.module.js';
import { Frame } from './frame/frame.js';
import { problemPage } from './frame/problem.view.js';
import { serveApiDocs } from './api-docs/api-docs.js';

const MEGABYTE = 1_048_576;
/** A directory is one long document: where it comes as a body, it may be as long as a file. */
const LONG_BODIES = new Set(['/api/organisation-imports']);

/** Builds the web application over an open database; the caller decides when it listens. */
export async function createWeb(env: Env, databaseUrl: string, parts: Parts = { workers: true }, logger: LoggerService = new PinoLogger(env.LOG_LEVEL)): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    trustProxy: (_address: string, hop: number) => hop < env.TRUST_PROXY,
    bodyLimit: MEGABYTE,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(env, databaseUrl, parts), adapter, { logger });
  await registerPlugins(app, env);

  const translate = readersLanguage(app.get(Messages));
  app.getHttpAdapter().getInstance().decorateRequest('t', null as unknown as Translate).addHook('onRequest', (request, _reply, done) => {
    request.t = translate(request);
    done();
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemsFilter(translate, problemPage(app.get(Frame))));
  app.useGlobalGuards(new SameOriginGuard(new URL(env.PUBLIC_URL).origin));
  serveApiDocs(app);
  return app;
}

async function registerPlugins(app: NestFastifyApplication, env: Env): Promise<void> {
  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: 8 * MEGABYTE, files: 1, fields: 20 } });
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1_024 });
  const web = app.getHttpAdapter().getInstance();
  web.addHook('onRoute', (route) => {
    if (LONG_BODIES.has(route.url)) route.bodyLimit = 8 * MEGABYTE;
  });
  letGoOfUnusedConnections(web);
  web.addHook('preSerialization', tagVersion);
  web.addHook('onRequest', securityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"], objectSrc: ["'none'"],
      },
    },
    strictTransportSecurity: env.PUBLIC_URL.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' },
  }));
}

/** The reader's language before anybody is known: their cookie, else what their browser asks for. */
function readersLanguage(messages: Messages): (request: FastifyRequest) => Translate {
  return (request) => messages.translator(chooseLanguage({
    setting: request.user?.language ?? null,
    cookie: request.cookies?.lang,
    acceptLanguage: request.headers['accept-language'],
  }));
}
