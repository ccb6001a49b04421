import { InvalidInput } from '../../../libs/http/refusal.js';
import type { Incoming, SentFile } from './documents.rules.js';
import { documentsIn, readJson } from './read-json.js';
import { readTabular } from './read-tabular.js';
import { isZip, unzip } from './unzip.js';

/** A directory as it was sent: as files, or as a body of JSON. */
export type Sent = { readonly files: readonly SentFile[] } | { readonly body: unknown };

/** Reads what was sent, whichever way. @throws InvalidInput at `file` when it is nothing that could be read */
export async function readSent(sent: Sent): Promise<Incoming> {
  if ('body' in sent) return documentsIn('document.json', sent.body);
  const [first] = sent.files;
  if (!first) throw refused('file-missing');
  if (sent.files.some(({ bytes }) => isZip(bytes))) {
    if (sent.files.length > 1) throw refused('one-zip');
    const unpacked = await unzip(first.bytes);
    if (unpacked === 'too-much') throw refused('zip-too-much');
    if (unpacked === 'broken') throw refused('zip-broken');
    return readFiles(unpacked.filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.)/.test(name)));
  }
  return readFiles(sent.files);
}

async function readFiles(files: readonly SentFile[]): Promise<Incoming> {
  const read = files.map(({ name, bytes }) => ({ name: plain(name), text: textOf(bytes) }));
  const broken = read.filter((file): file is { name: string; text: null } => file.text === null);
  if (broken.length > 0) return { format: 'tabular', documents: [], placeOf: () => ({ file: '' }), faults: broken.map(({ name }) => ({ file: name, code: 'not-utf-8' })), warnings: [] };
  const whole = read as { name: string; text: string }[];
  if (whole.some(({ name }) => /\.csv$/i.test(name))) return readTabular(whole);
  const [only, another] = whole.filter(({ text }) => text.trim() !== '');
  if (another) throw refused('one-json');
  if (!only) throw refused('file-empty');
  return readJson(only.name, only.text);
}

const refused = (why: string): InvalidInput => new InvalidInput([{ path: 'file', code: `organisations.faults.${why}` }]);
const plain = (name: string): string => name.replaceAll(/\p{Cc}|\p{Surrogate}/gu, '').slice(-200) || 'hsds';

/** The text of a file in UTF-8, with or without its mark; null when it is not. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
