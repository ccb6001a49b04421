import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';

/**
 * Browsers open connections that they may never use. Node counts these as waiting for an answer, so that a server which closes
 * would wait a minute for a first request; nothing is lost when they are let go.
 */
export function letGoOfUnusedConnections(web: FastifyInstance): void {
  const open = new Set<Socket>();
  web.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  web.addHook('preClose', (done) => {
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    done();
  });
}
