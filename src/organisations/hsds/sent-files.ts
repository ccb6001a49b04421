import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../../libs/http/refusal.js';
import type { SentFile } from './documents.rules.js';

/** The files of a package may come one by one; all together they may be as large as one document. */
const MOST_FILES = 40;
export const MOST_BYTES = 8 * 1_048_576;

/** A form that brought files, with its plain fields. */
export interface SentForm {
  readonly files: readonly SentFile[];
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads the files of a multipart form. @throws InvalidInput at `file` when there are none, or too much of them */
export async function sentFiles(request: FastifyRequest): Promise<SentForm> {
  if (!request.isMultipart()) throw refused('file-missing');
  const fields: Record<string, string> = {};
  const files: SentFile[] = [];
  try {
    for await (const part of request.parts({ limits: { files: MOST_FILES, fileSize: MOST_BYTES } })) {
      if (part.type === 'file') files.push({ name: part.filename, bytes: await part.toBuffer() });
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
      if (files.reduce((size, { bytes }) => size + bytes.length, 0) > MOST_BYTES) throw refused('file-too-large');
    }
  } catch (fault) {
    const { code } = fault as { code?: unknown };
    if (code === 'FST_REQ_FILE_TOO_LARGE' || code === 'FST_FILES_LIMIT') throw refused('file-too-large');
    throw fault;
  }
  // A browser sends an unchosen file as an empty one without a name.
  const chosen = files.filter(({ name, bytes }) => name !== '' || bytes.length > 0);
  if (chosen.length === 0) throw refused('file-missing');
  return { files: chosen, fields };
}

const refused = (why: string): InvalidInput => new InvalidInput([{ path: 'file', code: `organisations.faults.${why}` }]);
