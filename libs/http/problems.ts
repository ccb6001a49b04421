import { HttpException } from '@nestjs/common';
import type { Translate } from '../i18n/translate.js';
import { KeyReused } from '../transaction/transactions.js';
import { Forbidden, InvalidInput, NotFound, Refusal, Stale, TooMany, VersionMissing } from './refusal.js';

/** RFC 9457 problem details, with a stable `code` and, for input, what is wrong with each field. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { path: string; code: string; detail: string }[];
  readonly [member: string]: unknown;
}

const problem = (t: Translate, status: number, code: string, more: Record<string, unknown> = {}): Problem => ({
  type: `urn:passerelle:problem:${code}`,
  title: t(`http.problems.${status}`),
  status,
  code,
  ...more,
});

const REFUSED_BY_POSTGRES: Record<string, [number, string]> = {
  '55P03': [503, 'http.busy'], // lock_timeout
  '57014': [503, 'http.busy'], // statement_timeout
  '40P01': [503, 'http.busy'], // deadlock
  '53300': [503, 'http.unavailable'], // too many connections
  '53100': [503, 'http.storage-full'],
  '57P01': [503, 'http.unavailable'],
  '57P03': [503, 'http.unavailable'],
  ECONNREFUSED: [503, 'http.unavailable'],
  ECONNRESET: [503, 'http.unavailable'],
};

/** What to answer for anything thrown; null when it is a fault of ours that must be logged. */
export function problemOf(fault: unknown, t: Translate): Problem | null {
  if (fault instanceof InvalidInput) {
    return problem(t, 422, 'http.invalid', { errors: fault.faults.map(({ path, code, values }) => ({ path, code, detail: t(code, values) })) });
  }
  if (fault instanceof Refusal) {
    const key = fault.code.replace('.', '.refusals.');
    return problem(t, 409, fault.code, { detail: t(key, fault.details as Record<string, string>), ...fault.details });
  }
  if (fault instanceof NotFound) return problem(t, 404, 'http.not-found');
  if (fault instanceof Forbidden) return problem(t, 403, fault.code, whyOf(fault.code, t));
  if (fault instanceof Stale) return problem(t, 412, 'http.stale', { detail: t('http.stale') });
  if (fault instanceof VersionMissing) return problem(t, 428, 'http.version-missing', { detail: t('http.version-missing') });
  if (fault instanceof KeyReused) return problem(t, 422, 'http.key-reused', { detail: t('http.key-reused') });
  if (fault instanceof TooMany) return problem(t, 429, 'http.too-many', { retryAfterS: fault.retryAfterS });
  if (fault instanceof HttpException) return ofNest(fault, t);
  return ofEngine(fault, t);
}

/** Where a room says why it does not let somebody in, that is told too. */
const whyOf = (code: string, t: Translate): Record<string, unknown> => (t.has(code.replace('.', '.refusals.')) ? { detail: t(code.replace('.', '.refusals.')) } : {});

function ofNest(fault: HttpException, t: Translate): Problem | null {
  const status = fault.getStatus();
  if (status >= 500) return null;
  const known = t.has(`http.problems.${status}`) ? status : 400;
  return problem(t, known, known === 404 ? 'http.not-found' : known === 401 ? 'http.signed-out' : 'http.bad-request');
}

function ofEngine(fault: unknown, t: Translate): Problem | null {
  const { code, statusCode, driverError, message } = (fault ?? {}) as { code?: string; statusCode?: number; driverError?: { code?: string }; message?: string };
  const known = REFUSED_BY_POSTGRES[driverError?.code ?? code ?? ''];
  if (known) return problem(t, ...known);
  if (/timeout exceeded when trying to connect|Connection terminated/.test(message ?? '')) return problem(t, 503, 'http.unavailable');
  if (statusCode && statusCode >= 400 && statusCode < 500) { // Fastify: body too large, broken JSON, unsupported media type
    return problem(t, t.has(`http.problems.${statusCode}`) ? statusCode : 400, code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? 'http.too-large' : 'http.bad-request');
  }
  return null;
}

/** The answer to a fault of ours: it says nothing of what happened, only that it was noted. */
export const ourFault = (t: Translate): Problem => problem(t, 500, 'http.our-fault');
