/**
 * Turns the bytes of a list into text. Lists come from spreadsheets of many ages: UTF-8 with or without its mark,
 * UTF-16 ("Unicode text"), and the Windows-1252 of a French Excel, which has no mark at all and is what remains
 * when the bytes are not UTF-8.
 */

/** How the bytes were written. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The text, or why there is none. */
export type Decoded =
  | { readonly readable: true; readonly text: string; readonly encoding: Encoding; readonly damaged: boolean }
  | { readonly readable: false; readonly because: 'empty' | 'spreadsheet' | 'not_text' };

// Windows-1252 is Latin-1 but for 0x80–0x9F. Five of these bytes mean nothing; they become U+FFFD, which is reported.
const WINDOWS_80_9F = '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ';
const LOST = '\uFFFD';
// Beyond one control character in two hundred, this is no text that a person wrote.
const CONTROLS_ALLOWED = 1 / 200;

/** Recognises the encoding and decodes. Never throws. */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return { readable: false, because: 'empty' };
  if (isSpreadsheet(bytes)) return { readable: false, because: 'spreadsheet' };

  const { text, encoding, damaged } = decodeAs(bytes);
  const written = text.replace(/^\uFEFF/, '').replace(/\u001A$/, '');
  if (written.trim() === '') return { readable: false, because: 'empty' };
  if (!isText(written)) return { readable: false, because: 'not_text' };
  return { readable: true, text: written, encoding, damaged };
}

function decodeAs(bytes: Uint8Array): { text: string; encoding: Encoding; damaged: boolean } {
  const wide = wideEncoding(bytes);
  if (wide) {
    const text = new TextDecoder(wide).decode(bytes);
    return { text, encoding: wide, damaged: text.includes(LOST) };
  }

  const marked = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const text = new TextDecoder('utf-8').decode(bytes);
  const lost = text.split(LOST).length - 1;
  const encoding = marked ? 'utf-8-bom' : 'utf-8';
  if (lost === 0) return { text, encoding, damaged: false };

  // Some bytes are not UTF-8. If far more accented letters are, a few were damaged on the way; else it never was.
  const foreign = text.replace(/[\0-\x7F\uFFFD]/g, '').length;
  if (marked || foreign > lost * 10) return { text, encoding, damaged: true };
  const windows = fromWindows(bytes);
  return { text: windows, encoding: 'windows-1252', damaged: windows.includes(LOST) };
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';

  // Without a mark: the headings are Latin letters, so every second byte of the beginning is zero.
  const beginning = bytes.subarray(0, 64);
  const zeros = (from: number) => beginning.filter((byte, index) => index % 2 === from && byte === 0).length;
  const most = beginning.length * 0.4;
  if (beginning.length < 4) return null;
  if (zeros(1) >= most && zeros(0) === 0) return 'utf-16le';
  return zeros(0) >= most && zeros(1) === 0 ? 'utf-16be' : null;
}

function fromWindows(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin.replace(/[\x80-\x9F]/g, (letter) => WINDOWS_80_9F[letter.charCodeAt(0) - 0x80] ?? LOST);
}

function isSpreadsheet(bytes: Uint8Array): boolean {
  // A zip (xlsx, ods) or a compound document (xls).
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
}

function isText(text: string): boolean {
  if (text.includes('\0')) return false;
  const controls = text.match(/[\x01-\x08\x0E-\x1F\x7F]/g)?.length ?? 0;
  return controls <= text.length * CONTROLS_ALLOWED;
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
