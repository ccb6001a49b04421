import { describe, expect, it } from '@jest/globals';
import { shareOut } from './sharing.rules.js';

const anna = { id: 'anna', languages: ['fr', 'ar'], load: 4 };
const bao = { id: 'bao', languages: ['fr', 'vi'], load: 1 };

describe('sharing cases out', () => {
  it('prefers a shared language to a lighter load', () => {
    expect(shareOut([{ id: 'c1', languages: ['ar'] }], [anna, bao]).get('c1')).toBe('anna');
  });

  it('takes regions of one language for one language', () => {
    expect(shareOut([{ id: 'c1', languages: ['ar-SY'] }], [anna, bao]).get('c1')).toBe('anna');
  });

  it('gives a case that nobody can talk about to whoever carries least', () => {
    expect(shareOut([{ id: 'c1', languages: ['ti'] }], [anna, bao]).get('c1')).toBe('bao');
  });

  it('evens the load out as it goes', () => {
    const shares = shareOut(['c1', 'c2', 'c3', 'c4', 'c5'].map((id) => ({ id, languages: ['fr'] })), [anna, bao]);
    expect([...shares.values()]).toEqual(['bao', 'bao', 'bao', 'anna', 'bao']);
  });

  it('gives nothing to nobody', () => {
    expect(shareOut([{ id: 'c1', languages: ['fr'] }], []).size).toBe(0);
  });
});
