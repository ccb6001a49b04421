import { describe, expect, it } from '@jest/globals';
import { saidAnew } from './said-anew.rules.js';

describe('What is said anew', () => {
  const now = { name: 'Repas', needs: ['FOOD', 'GOODS'], phones: [{ id: 'a', number: '211' }, { id: 'b', number: '811' }], alert: null, minimumAge: 16 };

  it('is nothing when a form says what was so, in whatever order', () => {
    expect(saidAnew(now, { name: 'Repas', needs: ['GOODS', 'FOOD'], phones: [...now.phones], alert: null, minimumAge: 16, status: undefined })).toEqual({});
  });

  it('is what differs, and nothing else', () => {
    expect(saidAnew(now, { name: 'Repas chauds', needs: ['GOODS'], phones: [...now.phones].reverse(), alert: 'Complet', minimumAge: null })).toEqual({
      name: 'Repas chauds', needs: ['GOODS'], phones: [{ id: 'b', number: '811' }, { id: 'a', number: '211' }], alert: 'Complet', minimumAge: null,
    });
  });
});
