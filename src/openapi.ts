import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';

/** Describes the API as OpenAPI 3.1 from the routes and the very schemas that judge their input. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Passerelle')
    .setDescription('Newcomer integration case-coordination. Errors are RFC 9457 problem details; lists are keyset pages; edits need If-Match; POSTs accept Idempotency-Key.')
    .setVersion('1')
    .addBearerAuth()
    .addCookieAuth('session')
    .build();
  const document = SwaggerModule.createDocument(app, settings, { standardSchemaConverter: asJsonSchema });
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/api/') || path.startsWith('/health')));
  return document;
}

/** Zod's own JSON Schema (2020-12, which OpenAPI 3.1 speaks); named parts become components. */
function asJsonSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, $defs, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: schemaType, unrepresentable: 'any' });
  return { schema: rest, ...($defs ? { components: $defs as Record<string, unknown> } : {}) };
}

/** Serves the description at `/api/openapi.json`, made when it is first asked for. */
export function serveDescription(app: NestFastifyApplication): void {
  let text: string | undefined;
  app.getHttpAdapter().getInstance().get('/api/openapi.json', (_request, reply) => {
    text ??= JSON.stringify(describeApi(app));
    return reply.type('application/json; charset=utf-8').send(text);
  });
}
