/** A name as it stands in an address: lower case, without accents or spaces. */
export const fold = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').replace(/[ıİ]/g, 'i').toLowerCase().replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '');
