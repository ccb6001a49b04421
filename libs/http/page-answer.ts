import type { FastifyReply } from 'fastify';

/** Answers with a page that nothing keeps: it is somebody's own, or opens a door. */
export function page(reply: FastifyReply, html: string, status = 200): void {
  void reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
}

/** A path on this very host, to go on to; anything else leads home. */
export function localPath(next: unknown): string {
  return typeof next === 'string' && next.length <= 500 && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : '/';
}

/** An address of ours with the code of what was just done there, for the page to tell. */
export function doneAt(address: string, code: string): string {
  const [path = '/', query = ''] = address.split('?');
  const asked = new URLSearchParams(query);
  asked.set('done', code);
  return `${path}?${asked.toString()}`;
}
