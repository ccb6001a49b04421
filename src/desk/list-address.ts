import type { ListQuery } from './desk.dto.js';

/** What of a list may stand in an address; what is usual is left out, so that one list has one address. */
export type ListAddress = Partial<Pick<ListQuery, 'scope' | 'list' | 'sort' | 'tier' | 'language' | 'borough' | 'step' | 'status' | 'owner' | 'after'>>;

/** The filters of a list, in the order of their chips. */
export const FILTER_NAMES = ['tier', 'language', 'borough', 'step', 'status', 'owner'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The address of a list; any change leads back to its first page. */
export function listHref(query: ListAddress, change: ListAddress = {}): string {
  const { scope, list, sort, after, ...filters } = { ...query, after: undefined, ...change };
  const words = new URLSearchParams();
  if (list && list !== 'all') words.set('list', list);
  if (scope) words.set('scope', scope);
  for (const name of FILTER_NAMES) {
    const values = filters[name];
    if (values?.length) words.set(name, values.join(','));
  }
  if (sort && sort !== 'due') words.set('sort', sort);
  if (after) words.set('after', after);
  const text = words.toString().replaceAll('%2C', ',');
  return text ? `/cases?${text}` : '/cases';
}

/** The same list without one value of a filter. */
export const without = (query: ListAddress, name: FilterName, value: string): string =>
  listHref(query, { [name]: (query[name] as readonly string[] | undefined)?.filter((each) => each !== value) });
