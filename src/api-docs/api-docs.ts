import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Assets } from '../../libs/ui/assets.js';
import { render } from '../../libs/ui/render.js';
import { apiDocsPage } from './api-docs.view.js';
import { describeApi } from './openapi.js';

/** Serves the description for programs at `/api/openapi.json` and for people at `/api/docs`; made when it is first asked for. */
export function serveApiDocs(app: NestFastifyApplication): void {
  const assets = app.get(Assets);
  let made: OpenAPIObject | undefined;
  const description = (): OpenAPIObject => (made ??= describeApi(app));
  const server = app.getHttpAdapter().getInstance();
  server.get('/api/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(description())));
  server.get('/api/docs', (request, reply) => reply.type('text/html; charset=utf-8').send(render(apiDocsPage(description(), request.t, assets))));
}
