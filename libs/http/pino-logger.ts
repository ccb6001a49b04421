import type { LoggerService, LogLevel } from '@nestjs/common';
import { type DestinationStream, type Level, pino } from 'pino';

const LEVELS: Record<string, Level> = { log: 'info', error: 'error', warn: 'warn', debug: 'debug', verbose: 'trace', fatal: 'fatal' };

/** Who tells at every start which routes and parts there are: of use to whoever builds the house, not to whoever runs it. */
const SCAFFOLDING: ReadonlySet<unknown> = new Set(['RouterExplorer', 'RoutesResolver', 'InstanceLoader', 'NestFactory']);

/** One JSON line a happening, on standard error so that what `npm start` prints stays readable. */
export class PinoLogger implements LoggerService {
  private readonly pino;

  constructor(level: string, to: DestinationStream = pino.destination({ fd: 2, sync: false })) {
    this.pino = pino({
      level,
      base: undefined,
      redact: { paths: ['password', 'token', 'authorization', 'cookie', 'email', 'phone', '*.password', '*.token', '*.authorization', '*.cookie', '*.email', '*.phone'], censor: '[hidden]' },
    }, to);
  }

  log(message: unknown, ...rest: unknown[]): void { this.write('log', message, rest); }
  error(message: unknown, ...rest: unknown[]): void { this.write('error', message, rest); }
  warn(message: unknown, ...rest: unknown[]): void { this.write('warn', message, rest); }
  debug(message: unknown, ...rest: unknown[]): void { this.write('debug', message, rest); }
  verbose(message: unknown, ...rest: unknown[]): void { this.write('verbose', message, rest); }
  fatal(message: unknown, ...rest: unknown[]): void { this.write('fatal', message, rest); }

  private write(level: LogLevel, message: unknown, rest: readonly unknown[]): void {
    const room = rest.at(-1);
    const kind = level === 'log' && SCAFFOLDING.has(room) ? 'debug' : LEVELS[level] ?? 'info';
    const fields = typeof room === 'string' ? { room } : {};
    if (message !== null && typeof message === 'object') this.pino[kind]({ ...fields, ...message });
    else this.pino[kind](fields, String(message));
  }
}
