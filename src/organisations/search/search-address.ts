import { z } from 'zod';
import { pageQuery } from '../../../libs/http/keyset.js';
import { boroughCode, needCode } from '../codes.dto.js';
import { languageTag } from './search.dto.js';

/** Several codes in one parameter, set apart by commas. */
const codes = <S extends z.ZodType>(item: S) => z.preprocess((text) => (typeof text === 'string' ? text.split(',').filter(Boolean) : text), z.array(item).max(30).default([]));
const empty = (text: unknown): unknown => (text === '' ? undefined : text);
const on = z.preprocess((text) => text === '1', z.boolean());

/** What of a search may stand in an address: codes, never words. */
export const searchAddress = z.object({
  need: codes(needCode),
  language: codes(languageTag),
  borough: z.preprocess(empty, boroughCode.optional()),
  near: z.preprocess(empty, boroughCode.optional()),
  km: z.preprocess(empty, z.coerce.number().int().min(1).max(50).optional()),
  open: on,
  room: on,
  all: on,
  unverified: on,
  after: z.preprocess(empty, pageQuery.shape.after),
});
export type SearchAddress = z.output<typeof searchAddress>;

/** The coded fields of an address, by name; what does not narrow is left out. */
export function addressFields(address: SearchAddress, change: Partial<SearchAddress> = {}): [string, string][] {
  const { need, language, borough, near, km, open, room, all, unverified, after } = { ...address, after: undefined, ...change };
  const fields: [string, string | undefined][] = [
    ['need', need.join(',')], ['language', language.join(',')], ['borough', borough], ['near', near], ['km', near && km ? String(km) : undefined],
    ...([['open', open], ['room', room], ['all', all], ['unverified', unverified]] as const).map(([name, set]): [string, string | undefined] => [name, set ? '1' : undefined]), ['after', after],
  ];
  return fields.filter((field): field is [string, string] => Boolean(field[1]));
}

/** The address of a search; any change leads back to its first page. */
export function searchHref(address: SearchAddress, change: Partial<SearchAddress> = {}): string {
  const words = new URLSearchParams(addressFields(address, change)).toString().replaceAll('%2C', ',');
  return words ? `/services?${words}` : '/services';
}
