/** A path of this very house to go on to; anything else leads to what the deed was about. */
export function onward(next: unknown, home: string): string {
  return typeof next === 'string' && next.length <= 500 && /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next) ? next : home;
}
