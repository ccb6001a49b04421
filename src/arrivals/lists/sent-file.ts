import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../../libs/http/refusal.js';

/** A form that brought a file, with its plain fields. */
export interface SentForm {
  readonly fileName: string;
  readonly bytes: Buffer;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads the one file of a multipart form. @throws InvalidInput at `file` when there is none, or too much of it */
export async function sentFile(request: FastifyRequest): Promise<SentForm> {
  if (!request.isMultipart()) throw new InvalidInput([{ path: 'file', code: 'arrivals.faults.file-missing' }]);
  try {
    const fields: Record<string, string> = {};
    let file: { fileName: string; bytes: Buffer } | undefined;
    for await (const part of request.parts()) {
      if (part.type === 'file') file = { fileName: part.filename, bytes: await part.toBuffer() };
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    }
    // A browser sends an unchosen file as an empty one without a name.
    if (!file || (file.fileName === '' && file.bytes.length === 0)) throw new InvalidInput([{ path: 'file', code: 'arrivals.faults.file-missing' }]);
    return { ...file, fields };
  } catch (fault) {
    if ((fault as { code?: unknown }).code === 'FST_REQ_FILE_TOO_LARGE') throw new InvalidInput([{ path: 'file', code: 'arrivals.faults.file-too-large' }]);
    throw fault;
  }
}
