import type { FastifyReply, FastifyRequest } from 'fastify';

/** The name and the limits of the cookie that carries a session: bound to this host, unreadable to scripts, never sent from another site's forms. */
export class SessionCookie {
  readonly name: string;
  private readonly secure: boolean;

  constructor(publicUrl: string) {
    this.secure = publicUrl.startsWith('https:');
    this.name = this.secure ? '__Host-session' : 'session';
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  give(reply: FastifyReply, secret: string, expires: Date): void {
    void reply.setCookie(this.name, secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure, expires });
  }

  take(reply: FastifyReply): void {
    void reply.clearCookie(this.name, { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure });
  }
}
