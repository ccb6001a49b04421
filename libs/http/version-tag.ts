import type { preSerializationHookHandler } from 'fastify';

/** Whatever answers with a version answers with its ETag, so that the next edit can say what it was made on. */
export const tagVersion: preSerializationHookHandler<unknown> = (_request, reply, answer, done) => {
  const version = answer !== null && typeof answer === 'object' ? (answer as { version?: unknown }).version : undefined;
  if (typeof version === 'number') void reply.header('etag', `"${version}"`);
  done(null, answer);
};
