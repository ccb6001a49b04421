import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../config/root.js';
import { Messages } from '../../libs/i18n/messages.js';
import { timelineText } from './timeline.js';

const fr = Messages.load(projectRoot()).translator('fr');
const names = new Map([['awa', 'Awa'], ['bruno', 'Bruno']]);
const said = (kind: string, details: Record<string, unknown> = {}, actorId: string | null = 'awa') => timelineText(fr, { kind, actorId, details }, names);

describe('the timeline of a case', () => {
  it.each([
    ['note.written', {}, 'Awa a écrit une note'],
    ['case.changed', { fields: ['borough', 'language'] }, 'Awa a corrigé\u00a0: arrondissement et langue'],
    ['case.closed', { reason: 'settled' }, 'Dossier fermé par Awa\u00a0: Bien installés'],
    ['case.reopened', { reason: 'came_back' }, 'Dossier rouvert par Awa\u00a0: Revenus en ville'],
    ['case.assigned', { from: 'awa', to: 'bruno' }, 'Awa a confié le dossier à Bruno'],
    ['tier.set', { from: 'P3', to: 'P2' }, 'Priorité passée de P3 à P2 par Awa'],
    ['need.scored', { scores: [{ code: 'FOOD', score: 1 }, { code: 'WORK', score: 2 }] }, '2 besoins évalués par Awa'],
    ['consent.withdrawn', { purpose: 'messages', recipient: 'office' }, 'Accord retiré, noté par Awa\u00a0: Recevoir des messages du bureau'],
  ])('tells %s in a sentence', (kind, details, sentence) => {
    expect(said(kind, details)).toBe(sentence);
  });

  it('says Passerelle when no person did it', () => {
    expect(said('case.unreached', {}, null)).toBe('Ménage signalé injoignable par Passerelle');
  });

  it('leaves the words of other rooms to them', () => {
    expect(said('checkpoint.done')).toBeUndefined();
  });
});
