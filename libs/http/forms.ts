/** A form as it was posted: flat names, each with one value or several. */
export type PostedForm = Readonly<Record<string, string | readonly string[]>>;

const NAME = /^[A-Za-z][A-Za-z0-9]*(\.(\d{1,3}|[A-Za-z][A-Za-z0-9]*))*$/;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Builds the tree that the names of a form describe: `newcomers.0.givenName` → `{ newcomers: [{ givenName }] }`.
 * Empty fields are left out, texts are trimmed, and what the API calls a list may be posted as repeated fields.
 */
export function formTree(form: PostedForm | undefined): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(form ?? {})) {
    const value = typeof given === 'string' ? given.trim() : given.filter((v) => v !== '');
    if (!NAME.test(name) || value === '' || value.length === 0) continue;
    const path = name.split('.');
    if (!path.some((part) => FORBIDDEN.has(part))) put(tree, path, value);
  }
  return compact(tree) as Record<string, unknown>;
}

function put(tree: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at: Record<string, unknown> = tree;
  path.forEach((part, i) => {
    if (i === path.length - 1) at[part] = value;
    else at = (at[part] ??= /^\d+$/.test(path[i + 1] as string) ? [] : {}) as Record<string, unknown>;
  });
}

/** Rows left blank in the middle of a form are holes; the list closes over them. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((v) => v !== undefined).map(compact);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, compact(v)]));
}

/** A ticked box posts `on` or `true`; an unticked one posts nothing. */
export const ticked = (value: unknown): boolean => value === 'on' || value === 'true' || value === true;

/** A repeated field as a list, however many were posted. */
export const many = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)]);
