/** Postgres settings by name, given on its command line at each start. */
export type Settings = Readonly<Record<string, string | number>>;

/** What a database of one office on one machine runs well with; callers may override any, save where it listens. */
export const SENSIBLE: Settings = {
  shared_buffers: '128MB',
  // Web and worker pools of a few processes, the queue's own connections, and room for an operator.
  max_connections: 120,
  fsync: 'on',
  // Compiling a plan costs more than our short queries ever give back.
  jit: 'off',
  wal_level: 'replica',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // Statements and details of errors would carry people's names into the log file.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

const LOOPBACK_ONLY: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
};

/** The `-c name=value` arguments of one start. */
export function flagsOf(settings: Settings): string[] {
  return Object.entries({ ...SENSIBLE, ...settings, ...LOOPBACK_ONLY }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
