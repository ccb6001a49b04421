import type { onRequestHookHandler } from 'fastify';
import helmet, { type HelmetOptions } from 'helmet';

/**
 * Helmet's headers on every answer. They never differ, so helmet is asked once, at the start: asked at every request,
 * it puts them all together anew.
 */
export function securityHeaders(options: HelmetOptions): onRequestHookHandler {
  const given: Record<string, string> = {};
  const answer = { setHeader: (name: string, value: string) => void (given[name.toLowerCase()] = value), removeHeader: () => undefined };
  helmet(options)({} as never, answer as never, (fault) => {
    if (fault) throw fault as Error;
  });
  return (_request, reply, done) => {
    void reply.headers(given);
    done();
  };
}
