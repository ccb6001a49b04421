import type { OpenAPIObject } from '@nestjs/swagger';
import type { VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import type { AssetUrls } from '../../libs/ui/assets.js';
import { Section } from '../../libs/ui/card.js';
import { Page } from '../../libs/ui/page.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { Tag, type Tone } from '../../libs/ui/tag.js';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly description?: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
}
interface Route { readonly method: string; readonly path: string; readonly operation: Operation }

const TONES: Readonly<Record<string, Tone>> = { get: 'accent', post: 'ok', patch: 'warn', put: 'warn', delete: 'critical' };

/** The API for people: every route by room, what it takes, and what goes into its body. */
export function apiDocsPage(document: OpenAPIObject, t: Translate, assets: AssetUrls): VNode {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations as Record<string, Operation>).map(([method, operation]): Route => ({ method, path, operation })));
  const rooms = [...new Set(routes.map(({ operation }) => operation.tags?.[0] ?? 'other'))];
  return (
    <Page t={t} assets={assets} title={t('api-docs.title')}>
      <main class="main" id="main" tabindex={-1}>
        <PageHead title={t('api-docs.title')} lead={<span lang="en">{document.info.description}</span>} deeds={<a class="button" href="/api/openapi.json" download>{t('api-docs.download')}</a>} />
        <div class="stack-8">
          {rooms.map((room) => (
            <Section id={room} title={<span lang="en">{room}</span>}>
              <ul class="card rows">
                {routes.filter(({ operation }) => (operation.tags?.[0] ?? 'other') === room).map((route) => <li class="stack-2"><Told {...route} schemas={document.components?.schemas} t={t} /></li>)}
              </ul>
            </Section>
          ))}
        </div>
      </main>
    </Page>
  );
}

function Told({ method, path, operation, schemas, t }: Route & { schemas: Record<string, unknown> | undefined; t: Translate }): VNode {
  const body = operation.requestBody?.content?.['application/json']?.schema as { $ref?: string } | undefined;
  const schema = body?.$ref ? schemas?.[body.$ref.split('/').at(-1) ?? ''] : body;
  const parameters = operation.parameters ?? [];
  return (
    <>
      <div class="row"><Tag tone={TONES[method]}>{method.toUpperCase()}</Tag><code class="strong" dir="ltr">{path}</code></div>
      <p class="meta" lang="en">{operation.summary}</p>
      {parameters.length > 0 && (
        <p class="meta-xs dots" dir="ltr">{parameters.map((parameter) => <span>{parameter.name}{parameter.required ? '*' : ''} <small>({parameter.in})</small></span>)}</p>
      )}
      {schema !== undefined && (
        <details><summary class="meta">{t('api-docs.body')}</summary><div class="table-scroll" tabindex={0} role="region" aria-label={`${t('api-docs.body')} ${method} ${path}`}><pre dir="ltr">{JSON.stringify(schema, null, 2)}</pre></div></details>
      )}
    </>
  );
}
