/**
 * Sharing cases out: each goes to whoever speaks a language of the household, and of those to whoever has the least to
 * carry. When nobody shares a language, the least loaded takes it with an interpreter.
 */

/** Somebody who can take cases. */
export interface Taker {
  readonly id: string;
  readonly languages: readonly string[];
  /** Open cases they carry already. */
  readonly load: number;
}

/** A case to be taken. */
export interface Burden {
  readonly id: string;
  readonly languages: readonly string[];
}

/** Who takes which case, in the order of the cases; nothing when there is nobody. */
export function shareOut(burdens: readonly Burden[], takers: readonly Taker[]): ReadonlyMap<string, string> {
  const loads = new Map(takers.map(({ id, load }) => [id, load]));
  const shares = new Map<string, string>();
  for (const { id, languages } of burdens) {
    const taker = leastLoaded(takers.filter((each) => each.languages.some((tag) => speaks(tag, languages))), loads) ?? leastLoaded(takers, loads);
    if (!taker) break;
    shares.set(id, taker.id);
    loads.set(taker.id, (loads.get(taker.id) ?? 0) + 1);
  }
  return shares;
}

function leastLoaded(takers: readonly Taker[], loads: ReadonlyMap<string, number>): Taker | undefined {
  return takers.reduce<Taker | undefined>((best, each) => (!best || (loads.get(each.id) ?? 0) < (loads.get(best.id) ?? 0) ? each : best), undefined);
}

/** A language is shared whatever its script or region: `fa-AF` and `fa` understand each other. */
function speaks(tag: string, languages: readonly string[]): boolean {
  return languages.some((other) => other.split('-')[0] === tag.split('-')[0]);
}
