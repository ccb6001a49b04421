import { describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseLanguage, choosePublicLanguage } from './language.js';
import { Messages } from './messages.js';

const messages = Messages.load(fileURLToPath(new URL('../..', import.meta.url)));
const [fr, en] = [messages.translator('fr'), messages.translator('en')];
const now = new Date('2026-11-24T14:12:00Z'); // 9 h 12 in Montréal
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('The reader’s language', () => {
  it.each([
    [{ setting: 'en', cookie: 'fr', acceptLanguage: 'fr-CA' }, 'en'],
    [{ setting: null, cookie: 'en', acceptLanguage: 'fr-CA' }, 'en'],
    [{ cookie: 'ar', acceptLanguage: 'ar, en;q=0.5, fr;q=0.8' }, 'fr'],
    [{ acceptLanguage: 'en-CA,en;q=0.9,fr;q=0' }, 'en'],
    [{ acceptLanguage: 'zh' }, 'fr'],
    [{}, 'fr'],
  ])('is their setting, then the cookie, then the browser’s wish, then French: %j → %s', (hints, language) => {
    expect(chooseLanguage(hints)).toBe(language);
  });
});

describe('The language of a public page', () => {
  it.each([
    ['ar', 'fr-CA', 'ar'], ['fr', 'ar', 'fr'], [undefined, 'ar-SY, en;q=0.5', 'ar'], ['zh', 'zh, en;q=0.5', 'en'], [['ar', 'fr'], undefined, 'fr'],
  ])('named %j with the browser’s wish %j is %s', (named, wish, language) => {
    expect(choosePublicLanguage(named, wish)).toBe(language);
  });

  it('may be Arabic: from right to left, with the figures that are on the city’s doors', () => {
    const ar = messages.translator('ar');
    expect([ar.dir, ar.time('2026-11-24T22:00:00Z'), ar.day(now), ar.languageName('fa-AF'), ar.number(12)]).toEqual(['rtl', '17:00', 'الثلاثاء، 24 نوفمبر 2026', 'الدارية', '12']);
    expect(fr.dir).toBe('ltr');
  });

  it('is Spanish too where newcomers read about their own affairs', () => {
    const es = messages.translator('es');
    expect([es.dir, es.time('2026-11-24T22:00:00Z'), es.day(now), es.languageName('fa-AF')]).toEqual(['ltr', '17:00', 'martes, 24 de noviembre de 2026', 'dari']);
  });
});

describe('Days and times', () => {
  it('are written as Québec writes them', () => {
    expect(fr.day(now)).toBe('mardi 24 novembre 2026');
    expect(fr.time('2026-11-24T22:00:00Z')).toBe('17\u00a0h');
    expect(plain(fr.time('2026-11-24T15:30:00Z'))).toBe('10 h 30');
    expect(plain(fr.dateTime('2026-11-24T13:05:00Z'))).toBe('mardi 24 novembre 2026, 8 h 05');
    expect(fr.date('2026-12-01')).toBe('1er décembre 2026');
  });

  it('are written as English Canada writes them', () => {
    expect(en.day(now)).toBe('Tuesday, November 24, 2026');
    expect(plain(en.time('2026-11-24T22:00:00Z'))).toBe('5:00 p.m.');
  });

  it('keep a civil date on its day in every zone', () => {
    for (const zone of ['America/Toronto', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      expect(fr.inZone(zone).date('1992-03-14')).toBe('14 mars 1992');
    }
  });

  it('say the year only when it is not this one', () => {
    expect(fr.dayShort('2026-12-03', now)).toBe('jeu. 3 déc.');
    expect(fr.dayShort('2027-01-22', now)).toBe('ven. 22 janv. 2027');
    expect(fr.dayShort('2026-12-03')).toBe('jeu. 3 déc. 2026');
  });

  it('call near days by their names', () => {
    expect(plain(fr.whenNear('2026-11-24T22:00:00Z', now))).toBe('aujourd’hui, 17 h');
    expect(plain(en.whenNear('2026-11-25T17:00:00Z', now))).toBe('tomorrow, 12:00 p.m.');
    expect(plain(fr.whenNear('2026-12-03T19:00:00Z', now))).toBe('jeu. 3 déc., 14 h');
    expect(fr.whenNear('2026-11-23', now)).toBe('hier');
  });

  it('count what remains and what is late', () => {
    expect(plain(fr.relative('2026-11-24T15:30:00Z', now))).toBe('dans 1 h 18');
    expect(plain(fr.relative('2026-11-22T22:00:00Z', now))).toBe('retard de 1 j 16 h');
    expect(plain(en.relative('2026-11-24T14:36:00Z', now))).toBe('in 24 min');
    expect(plain(en.relative('2026-11-22', now))).toBe('2 d late');
    expect(fr.relative('2026-11-24', now)).toBe('aujourd’hui');
    expect(fr.ago('2026-11-15T14:12:00Z', now)).toBe('il y a 9 jours');
  });
});

describe('Figures, lists and names', () => {
  it('follow the language', () => {
    expect(plain(fr.number(1284.5))).toBe('1 284,5');
    expect(fr.list(['arabe', 'dari', 'français'])).toBe('arabe, dari et français');
    expect(en.list(['call', 'text'], 'disjunction')).toBe('call or text');
  });

  it('name the languages that tables forget', () => {
    expect(['ht', 'rhg', 'fa-AF', 'ar', 'xx-unknown'].map(fr.languageName)).toEqual(['créole haïtien', 'rohingya', 'dari', 'arabe', 'xx-unknown']);
    expect(en.languageName('fa-AF')).toBe('Dari');
    expect(fr.languageName('fr-CA')).toBe('français');
  });
});

describe('Texts', () => {
  const root = mkdtempSync(join(tmpdir(), 'texts-'));
  mkdirSync(join(root, 'src/desk'), { recursive: true });
  writeFileSync(join(root, 'src/desk/messages.fr.yaml'), 'late: "{count, plural, =0 {rien} one {# retard} other {# retards}} <ici>"\n');

  it('are found by room and key, with their plural', () => {
    const t = Messages.load(root).translator('fr');
    expect([0, 1, 12].map((count) => t('desk.late', { count }))).toEqual(['rien <ici>', '1 retard <ici>', '12 retards <ici>']);
    expect([t.has('desk.late'), t.has('desk.early')]).toEqual([true, false]);
  });

  it('that do not exist stop a test, and a server says the key after a word to its log', () => {
    expect(() => Messages.load(root).translator('en')('desk.late')).toThrow('no message "desk.late" in en');
    const told: string[] = [];
    const lenient = Messages.load(root, { missing: (key) => { told.push(key); return key; } });
    expect(lenient.translator('en')('desk.late')).toBe('desk.late');
    expect(told).toEqual(['desk.late']);
  });

  it('that are not texts stop the boot with the file’s name', () => {
    const broken = mkdtempSync(join(tmpdir(), 'texts-'));
    mkdirSync(join(broken, 'src/desk'), { recursive: true });
    writeFileSync(join(broken, 'src/desk/messages.fr.yaml'), 'yes: true\n');
    expect(() => Messages.load(broken)).toThrow(/messages\.fr\.yaml: desk\.yes must be a text/);
  });
});
