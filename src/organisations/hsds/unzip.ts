import { setImmediate as turn } from 'node:timers/promises';
import { Unzip, UnzipInflate } from 'fflate';
import type { SentFile } from './documents.rules.js';

/** A package has some twenty files; beyond these limits it is none, whatever it says of itself. */
const MOST_FILES = 100;
const MOST_BYTES = 48 * 1_048_576;
const PIECE = 32_768;

export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * Unpacks a zip piece by piece, letting others have their turn. What it says of its sizes is not believed: it is stopped as soon
 * as more comes out than a directory could hold.
 */
export async function unzip(bytes: Uint8Array): Promise<readonly SentFile[] | 'too-much' | 'broken'> {
  const files: { name: string; pieces: Uint8Array[]; whole: boolean }[] = [];
  let [size, broken] = [0, false];
  const unpacking = new Unzip((entry) => {
    const file: (typeof files)[number] = { name: entry.name, pieces: [], whole: false };
    files.push(file);
    if (files.length > MOST_FILES) return;
    entry.ondata = (fault, piece, final) => {
      if (fault) broken = true;
      size += piece?.length ?? 0;
      if (size <= MOST_BYTES) file.pieces.push(piece);
      file.whole ||= final;
    };
    entry.start();
  });
  unpacking.register(UnzipInflate);
  try {
    for (let from = 0; from < bytes.length && !broken; from += PIECE) {
      unpacking.push(bytes.subarray(from, from + PIECE), from + PIECE >= bytes.length);
      if (size > MOST_BYTES || files.length > MOST_FILES) return 'too-much';
      await turn();
    }
  } catch {
    return 'broken';
  }
  if (broken || files.length === 0 || files.some(({ whole }) => !whole)) return 'broken';
  return files.map(({ name, pieces }) => ({ name, bytes: Buffer.concat(pieces) }));
}
