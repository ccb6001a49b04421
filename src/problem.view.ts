import type { FastifyRequest } from 'fastify';
import type { Problem } from '../libs/http/problems.js';

/** A problem as a page. */
export function problemPage(problem: Problem, request: FastifyRequest): string {
  return `<!doctype html><html lang="${request.t.locale}"><title>${problem.title}</title><h1>${problem.title}</h1>`;
}
