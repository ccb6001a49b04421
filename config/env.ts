import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './root.js';

const flag = z.enum(['true', 'false', '1', '0', 'yes', 'no']).transform((v) => ['true', '1', 'yes'].includes(v));
const url = (schemes: string[]) => z.string().refine(
  (v) => URL.canParse(v) && schemes.includes(new URL(v).protocol),
  `must be a URL beginning with ${schemes.map((s) => `${s}//`).join(' or ')}`,
);
const roleName = z.string().regex(/^[a-z_][a-z0-9_]*$/, 'must be a plain PostgreSQL role name');
const zone = z.string().refine((v) => {
  try { return Boolean(new Intl.DateTimeFormat('en', { timeZone: v })); } catch { return false; }
}, 'must be an IANA time zone such as America/Toronto');

/** Every setting, with its reason. `NAME_FILE` is read from a file wherever `NAME` is a secret. */
const SETTINGS = z.object({
  /** The port that the web server listens on. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** The address that the web server listens on; loopback unless you say otherwise. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** The address people type, used in mails and to refuse forms posted from elsewhere. Default: http://HOST:PORT. */
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  /** The database as the application sees it; without it Passerelle starts its own PostgreSQL under DATA_DIR. */
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  /** The database as its owner, for migrations. Default: DATABASE_URL. */
  DATABASE_OWNER_URL: url(['postgres:', 'postgresql:']).optional(),
  /** A replica for the pages that only read figures. Default: DATABASE_URL. */
  DATABASE_REPLICA_URL: url(['postgres:', 'postgresql:']).optional(),
  /** The PostgreSQL role that the office's transactions run as. */
  DATABASE_ROLE_OFFICE: roleName.default('office'),
  /** The PostgreSQL role that organisations' transactions run as, under row-level security. */
  DATABASE_ROLE_ORGANISATION: roleName.default('organisation'),
  /** The PostgreSQL role that alarms, listeners and imports run as. */
  DATABASE_ROLE_WORKER: roleName.default('worker'),
  /** Redis for the alarm clock; without it BullMQ keeps its queues in the same database. */
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  /** Where the built-in database, written mails and demo accounts are kept. */
  DATA_DIR: z.string().min(1).default('.data'),
  /** Whether the first start fills an empty database with the demo city. */
  DEMO: flag.optional(),
  /** The office's time zone. */
  OFFICE_ZONE: zone.default('America/Toronto'),
  /** The calendar of teams that name none, from config/calendars. */
  OFFICE_CALENDAR: z.string().regex(/^[a-z0-9-]+$/, 'must name a file of config/calendars').default('mtl-counter'),
  /** The mail server; without it mails are written to DATA_DIR/mail and shown on the demo outbox page. */
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  /** The sender of every mail. */
  MAIL_FROM: z.string().min(3).default('Passerelle <passerelle@bureau.example>'),
  /** The office's telephone number, as its newcomers' pages show it. */
  OFFICE_PHONE: z.string().trim().min(3).max(30).regex(/^\+?[\d\s().#-]+$/, 'must be a telephone number').optional(),
  /** How many proxies in front may be believed about the caller's address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** The bearer token that may read /metrics; without it /metrics answers only to this machine. */
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  /** How much is logged: silent, error, warn, info or debug. */
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  /** Connections of the office's pool; two per core is plenty. */
  POOL_OFFICE: z.coerce.number().int().min(1).max(100).default(16),
  /** Connections of the workers' pool. */
  POOL_WORKER: z.coerce.number().int().min(2).max(100).default(8),
});

const SECRET = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_REPLICA_URL', 'REDIS_URL', 'SMTP_URL', 'METRICS_TOKEN'] as const;

type Settings = z.infer<typeof SETTINGS>;

/** The configuration of one process: read once, validated, frozen. */
export type Env = Readonly<Omit<Settings, 'PUBLIC_URL' | 'DATA_DIR'> & { PUBLIC_URL: string; DATA_DIR: string }>;

/** Thrown when a setting is missing or bad; the message is one line per fault and never shows a value. */
export class BadConfiguration extends Error {
  override readonly name = 'BadConfiguration';
}

/** Reads and judges the settings; `source` is the environment unless a test says otherwise. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given: Record<string, string> = {};
  for (const name of Object.keys(SETTINGS.shape)) {
    const value = source[name] ?? fromFile(name, source);
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = SETTINGS.safeParse(given);
  if (!parsed.success) {
    throw new BadConfiguration(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '));
  }
  const settings = parsed.data;
  return Object.freeze({
    ...settings,
    PUBLIC_URL: settings.PUBLIC_URL ?? `http://${settings.HOST}:${settings.PORT}`,
    DATA_DIR: isAbsolute(settings.DATA_DIR) ? settings.DATA_DIR : join(projectRoot(), settings.DATA_DIR),
  });
}

function fromFile(name: string, source: Record<string, string | undefined>): string | undefined {
  const path = (SECRET as readonly string[]).includes(name) ? source[`${name}_FILE`] : undefined;
  if (!path) return undefined;
  if (!existsSync(path)) throw new BadConfiguration(`${name}_FILE: there is no such file`);
  return readFileSync(path, 'utf8').trim();
}

/** The injection token of `Env`. */
export const ENV = Symbol('Env');
