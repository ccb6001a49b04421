/** Folds text for comparing words and names: letters of every script stay, capitals, accents, dashes and apostrophes do not. */
export function fold(text: string): string {
  // Most cells of a long list are plain words already.
  if (/^[a-z0-9]*$/.test(text)) return text;
  return text
    .normalize('NFKD')
    // Only the accents of European scripts: the vowel signs of others are letters.
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
