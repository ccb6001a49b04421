import type { FastifyRequest } from 'fastify';
import type { Problem } from '../../libs/http/problems.js';
import { PageHead } from '../../libs/ui/page-head.js';
import type { Frame } from './frame.js';

const SAID = { 404: 'http.page.missing', 500: 'http.page.noted', 503: 'http.page.retry' } as const;

/** A problem as a page: what it is, what it means, and the way back. */
export const problemPage = (frame: Frame) => (problem: Problem, request: FastifyRequest): string => {
  const { t } = request;
  const said = SAID[problem.status as keyof typeof SAID];
  const lead = problem.detail ?? (said ? t(said) : undefined);
  const faults = problem.errors ?? [];
  const content = (
    <>
      {faults.length > 0 && <ul class="stack-2">{faults.map((fault) => <li>{fault.detail}</li>)}</ul>}
      <p><a class="button" href="/">{t(request.user && request.user.organisationId !== null ? 'frame.back' : 'http.page.back')}</a></p>
    </>
  );
  if (!request.user) return frame.gate(request, lead ? { title: problem.title, lead } : { title: problem.title }, content);
  return frame.office(request, { title: problem.title }, <><PageHead title={problem.title} lead={lead} />{content}</>);
};
