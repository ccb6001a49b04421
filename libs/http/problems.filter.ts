import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Translate } from '../i18n/translate.js';
import { ourFault, type Problem, problemOf } from './problems.js';

/** How a page tells a problem; the pages' library is the application's choice. */
export type ProblemPage = (problem: Problem, request: FastifyRequest) => string;

/** Every answer that is not the one hoped for: problem details for programs, a page for people. */
@Catch()
export class ProblemsFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  constructor(
    private readonly translate: (request: FastifyRequest) => Translate,
    private readonly page: ProblemPage,
  ) {}

  catch(fault: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const t = request.t ?? this.translate(request);
    let problem = problemOf(fault, t);
    if (!problem) {
      this.log.error({ route: request.routeOptions?.url, method: request.method, fault: describe(fault) });
      problem = ourFault(t);
    }
    if (reply.sent) return;
    if (problem.status === 429 || problem.status === 503) void reply.header('retry-after', String(problem.retryAfterS ?? 2));
    if (request.url.startsWith('/api')) {
      void reply.code(problem.status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(problem));
    } else if (problem.status === 401) {
      void reply.code(303).header('location', `/sign-in?next=${encodeURIComponent(request.method === 'GET' ? request.url : '/')}`).send();
    } else {
      void reply.code(problem.status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(this.page(problem, request));
    }
  }
}

/** A fault for the log: its kind, code and stack; never a query's values or a request's body. */
function describe(fault: unknown): unknown {
  if (!(fault instanceof Error)) return typeof fault;
  const { code, constraint, table } = ((fault as { driverError?: object }).driverError ?? fault) as { code?: string; constraint?: string; table?: string };
  return { name: fault.name, code, constraint, table, stack: fault.stack?.split('\n').slice(0, 8).join('\n') };
}
