import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Thing } from './objects.rules.js';

/** How long somebody on the way may keep an answer, in seconds: a directory is not a stock exchange. */
const KEPT_S = 60;

/** Answers with JSON that whoever asks again can ask for only if it changed. */
export function answer(request: FastifyRequest, reply: FastifyReply, content: unknown, modified: readonly (Thing | undefined)[] = []): void {
  const body = JSON.stringify(content);
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const moments = modified.flatMap((thing) => (typeof thing?.['last_modified'] === 'string' ? [Date.parse(thing['last_modified'])] : []));
  const latest = moments.length > 0 ? Math.floor(Math.max(...moments) / 1_000) * 1_000 : undefined;
  void open(reply).header('etag', tag).header('cache-control', `public, max-age=${KEPT_S}`).type('application/json; charset=utf-8');
  if (latest !== undefined) void reply.header('last-modified', new Date(latest).toUTCString());
  if (request.method === 'GET' && isKnown(request, tag, latest)) void reply.code(304).send();
  else void reply.code(200).send(body);
}

/** Open data: any page of the world may read it. */
export const open = (reply: FastifyReply): FastifyReply => reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin');

/** A tag says more than a time: where both are given, the tag counts. A compressed answer's tag is still ours. */
function isKnown({ headers }: FastifyRequest, tag: string, latest: number | undefined): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
  const since = headers['if-modified-since'];
  return since !== undefined && latest !== undefined && Date.parse(since) >= latest;
}
