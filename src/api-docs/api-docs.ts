import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Assets } from '../../libs/ui/assets.js';
import { render } from '../../libs/ui/render.js';
import { apiDocsPage } from './api-docs.view.js';

/** Serves the description for programs at `/api/openapi.json` and for people at `/api/docs`; read and made when it is first asked for. */
export function serveApiDocs(app: NestFastifyApplication): void {
  const assets = app.get(Assets);
  let made: Promise<OpenAPIObject> | undefined;
  const description = (): Promise<OpenAPIObject> => (made ??= import('./openapi.js').then(({ describeApi }) => describeApi(app)));
  const server = app.getHttpAdapter().getInstance();
  server.get('/api/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(await description())));
  server.get('/api/docs', async (request, reply) => reply.type('text/html; charset=utf-8').send(render(apiDocsPage(await description(), request.t, assets))));
}
