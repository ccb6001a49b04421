import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import * as swagger from '@nestjs/swagger';
import { z } from 'zod';
import { tellApiWords } from '../../libs/http/api-words.js';

const ABOUT = 'Newcomer integration case-coordination. Lists are keyset pages (`after`, `limit`). Edits (PATCH, PUT, DELETE) need `If-Match`: '
  + '428 without it, 412 when it is stale. POSTs accept `Idempotency-Key`: the same key and body gets the first answer, another body 422. '
  + 'Errors are problem details (RFC 9457) with a stable `code`; what is wrong with each field stands in `errors`.';

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', properties: { path: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } } } },
  },
} as const;

type Operations = Record<string, { parameters?: unknown[]; responses: Record<string, unknown> }>;

/** Describes the API as OpenAPI 3.1 from the routes and the very schemas that judge their input. */
export function describeApi(app: NestFastifyApplication): swagger.OpenAPIObject {
  tellApiWords(swagger);
  const settings = new swagger.DocumentBuilder()
    .setOpenAPIVersion('3.1.0').setTitle('Passerelle').setDescription(ABOUT).setVersion('1')
    .addBearerAuth().addCookieAuth('session')
    .build();
  const document = swagger.SwaggerModule.createDocument(app, settings, { standardSchemaConverter: asJsonSchema });
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/api/') || path.startsWith('/health')));
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM as never } };
  for (const operations of Object.values(document.paths)) complete(operations as unknown as Operations);
  return document;
}

/** What every route has in common: its headers, and how it says no. */
function complete(operations: Operations): void {
  const header = (name: string, required: boolean) => ({ in: 'header', name, required, schema: { type: 'string' } });
  for (const [method, operation] of Object.entries(operations)) {
    if (method === 'post') operation.parameters = [...(operation.parameters ?? []), header('Idempotency-Key', false)];
    if (['patch', 'put', 'delete'].includes(method)) operation.parameters = [...(operation.parameters ?? []), header('If-Match', method !== 'delete')];
    operation.responses['default'] = { description: 'Refused or failed', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  }
}

/** Zod's own JSON Schema (2020-12, which OpenAPI 3.1 speaks); named parts become components. */
function asJsonSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, $defs, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: schemaType, unrepresentable: 'any' });
  return { schema: rest, ...($defs ? { components: $defs as Record<string, unknown> } : {}) };
}
