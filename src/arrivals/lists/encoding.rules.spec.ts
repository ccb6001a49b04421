import { describe, expect, it } from '@jest/globals';
import { decode } from './encoding.rules.js';

const bytes = (...values: number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
const swapped = (wide: Uint8Array) => Uint8Array.from(Buffer.from(wide).swap16());

describe('the encoding of a list', () => {
  it.each<[string, Uint8Array, string, string]>([
    ['plain letters', utf8('role,nom'), 'utf-8', 'role,nom'],
    ['accents in UTF-8', utf8('Rôle;Prénom'), 'utf-8', 'Rôle;Prénom'],
    ['UTF-8 with its mark', utf8('\uFEFFRôle'), 'utf-8-bom', 'Rôle'],
    ['the Unicode text of a spreadsheet', utf16('\uFEFFRôle\tNom'), 'utf-16le', 'Rôle\tNom'],
    ['the same without its mark', utf16('Rôle\tPrénom\nprincipal\tليلى'), 'utf-16le', 'Rôle\tPrénom\nprincipal\tليلى'],
    ['the other way round', swapped(utf16('\uFEFFRôle')), 'utf-16be', 'Rôle'],
    ['a French Excel', bytes(0x52, 0xf4, 0x6c, 0x65, 0x20, 0x96, 0x20, 0x9c, 0x92, 0x80), 'windows-1252', 'Rôle – œ’€'],
    ['the end-of-file mark of old programs', bytes(0x61, 0x62, 0x1a), 'utf-8', 'ab'],
  ])('is recognised for %s', (_, file, encoding, text) => {
    expect(decode(file)).toEqual({ readable: true, text, encoding, damaged: false });
  });

  it('stays UTF-8 when one byte among many accents was damaged, and says so', () => {
    const damaged = Uint8Array.from([...utf8('é'.repeat(40)), 0xe9, 0x2c]);
    expect(decode(damaged)).toMatchObject({ encoding: 'utf-8', damaged: true });
  });

  it('says that a byte of Windows-1252 which means nothing is damage', () => {
    expect(decode(bytes(0xe9, 0x2c, 0x81))).toEqual({ readable: true, text: 'é,\uFFFD', encoding: 'windows-1252', damaged: true });
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', bytes(), 'empty'],
    ['only a mark', utf8('\uFEFF'), 'empty'],
    ['blank lines', utf8('\r\n  \r\n'), 'empty'],
    ['a workbook', bytes(0x50, 0x4b, 0x03, 0x04, 0x14), 'spreadsheet'],
    ['an old workbook', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1), 'spreadsheet'],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49), 'not_text'],
  ])('is none for %s', (_, file, because) => {
    expect(decode(file)).toEqual({ readable: false, because });
  });
});
