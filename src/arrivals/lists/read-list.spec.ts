import { describe, expect, it } from '@jest/globals';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { Separator } from './columns.rules.js';
import { readList } from './read-list.js';

const context = {
  today: '2026-11-23',
  reference: {
    languages: [['ar', 'Arabic', 'arabe'], ['fa-AF', 'Dari', 'dari'], ['zh-Hans', 'Chinese', 'chinois'], ['en-CA', 'English', 'anglais'], ['fr-CA', 'French', 'français']]
      .map(([tag = '', en = '', fr = '']) => ({ tag, en, fr, aliases: [] })),
    statuses: ['REF_GAR', 'ASYLUM', 'STUDENT'].map((code) => ({ code, en: code, fr: code, aliases: [] })),
    boroughs: [{ code: 'montreal-nord', name: 'Montréal-Nord', aliases: [] }, { code: 'verdun', name: 'Verdun', aliases: [] }],
  },
} as const;
const read = (bytes: Uint8Array) => readList(bytes, context);
const utf8 = (text: string) => new TextEncoder().encode(text);

/** How each way of writing a list writes its headings and its words; columns in the order of `cellsOf`. */
const WORDS = {
  fr: {
    headings: ['N° d’avis', 'Rôle', 'Nom de famille', 'Prénom', 'Genre', 'Date de naissance', 'Anglais', 'Français', 'Autres langues', 'Statut d’immigration', 'Date d’arrivée', 'Téléphone', 'Arrondissement', 'Hébergement requis', 'Remarques'],
    roles: ['Requérant principal', 'Personne à charge'], genders: { F: 'Femme', M: 'Homme', X: 'X' }, yes: 'Oui', no: 'Non',
  },
  en: {
    headings: ['notice_number', 'role', 'family_name', 'given_name', 'gender', 'birth_date', 'speaks_english', 'speaks_french', 'other_languages', 'immigration_status', 'arrival_date', 'phone', 'borough', 'needs_shelter', 'remarks'],
    roles: ['principal', 'dependant'], genders: { F: 'F', M: 'M', X: 'X' }, yes: 'Y', no: 'N',
  },
} as const;

const WINDOWS_80_9F = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const ENCODERS = {
  'utf-8': utf8,
  'utf-8-bom': (text: string) => utf8(`\uFEFF${text}`),
  'utf-16le': (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le')),
  'utf-16le without its mark': (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le')),
  'windows-1252': (text: string) => Uint8Array.from([...text].map((letter) => {
    const place = WINDOWS_80_9F.indexOf(letter);
    return place >= 0 && letter !== ' ' ? 0x80 + place : letter.charCodeAt(0);
  })),
};

const latinNames = ['Peña', 'N\'Guessan', 'O’Brien, "Junior"', 'da Silva; fils', 'Müller\u2013Œuvray', 'López-Marín', 'Wang', 'Désir', 'Toussaint'];
const worldNames = [...latinNames, 'الخطيب', 'Шевченко', '李', 'नेपाली', 'ተስፋይ'];
const civilDays = (first: string, last: string) => {
  const start = Date.parse(first);
  return fc.integer({ min: 0, max: (Date.parse(last) - start) / 86_400_000 }).map((days) => new Date(start + days * 86_400_000).toISOString().slice(0, 10));
};
const answer = fc.option(fc.boolean());

function newcomer(names: readonly string[]) {
  return fc.record({
    familyName: fc.constantFrom(...names),
    givenName: fc.constantFrom(...names),
    gender: fc.option(fc.constantFrom('F', 'M', 'X')),
    birthOn: civilDays('1930-01-01', '2026-11-22'),
    speaksEnglish: answer,
    speaksFrench: answer,
    listed: fc.uniqueArray(fc.constantFrom('ar', 'fa-AF', 'zh-Hans'), { maxLength: 2 }),
    status: fc.constantFrom('REF_GAR', 'ASYLUM', 'STUDENT'),
    // Beyond the 12th, so that one row is enough to prove the order of the dates.
    arrivesOn: civilDays('2026-11-24', '2026-11-30'),
    phone: fc.option(fc.constantFrom('+15145550101', '+15145550199')),
    borough: fc.option(fc.constantFrom('montreal-nord', 'verdun')),
    needsShelter: answer,
    remark: fc.constantFrom('', 'two\nlines', 'says "hello"', 'a;b,c\td', '\r\n'),
  });
}
type Newcomer = ReturnType<typeof newcomer> extends fc.Arbitrary<infer T> ? T : never;

const writing = fc.record({
  encoding: fc.constantFrom(...(Object.keys(ENCODERS) as (keyof typeof ENCODERS)[])),
  separator: fc.constantFrom<Separator>(',', ';', '\t'),
  language: fc.constantFrom('fr', 'en'),
  dates: fc.constantFrom('YMD', 'DMY', 'MDY'),
  newline: fc.constantFrom('\r\n', '\n'),
  columns: fc.shuffledSubarray([...WORDS.en.headings.keys()], { minLength: WORDS.en.headings.length }),
});
type Writing = typeof writing extends fc.Arbitrary<infer T> ? T : never;

/** Households of one arrival day each, nobody twice, and a way to write them that can hold their names. */
const table = writing.chain((way) => {
  const names = way.encoding === 'windows-1252' ? latinNames : worldNames;
  const household = fc.uniqueArray(newcomer(names), { minLength: 1, maxLength: 4, selector: ({ birthOn }) => birthOn })
    .map((people) => people.map((person) => ({ ...person, arrivesOn: people[0]?.arrivesOn ?? '' })));
  return fc.tuple(fc.array(household, { minLength: 1, maxLength: 5 }), fc.constant(way));
});

function write(households: readonly Newcomer[][], { encoding, separator, language, dates, newline, columns }: Writing): Uint8Array {
  const words = WORDS[language];
  const day = (iso: string) => {
    const [year, month, date] = iso.split('-');
    return dates === 'YMD' ? iso : dates === 'DMY' ? `${date}/${month}/${year}` : `${month}/${date}/${year}`;
  };
  const said = (value: boolean | null) => (value === null ? '' : value ? words.yes : words.no);
  const rows = households.flatMap((people, number) => people.map((one, index) => [
    `NAT-7-${number}`, words.roles[index === 0 ? 0 : 1], one.familyName, one.givenName, one.gender === null ? '' : words.genders[one.gender], day(one.birthOn),
    said(one.speaksEnglish), said(one.speaksFrench), one.listed.join(' ; '), one.status, day(one.arrivesOn), one.phone?.replace('+1', '') ?? '',
    one.borough === null ? '' : one.borough === 'verdun' ? 'Verdun' : 'Montréal-Nord', said(one.needsShelter), one.remark,
  ]));
  const ordered = [words.headings, ...rows].map((cells) => columns.map((column) => cells[column] ?? ''));
  return ENCODERS[encoding](stringify(ordered, { delimiter: separator, record_delimiter: newline, quoted_match: /[\r\n]/ }));
}

describe('a list, however it is written', () => {
  it('gives back the same households', () => {
    fc.assert(fc.property(table, ([households, way]) => {
      const list = read(write(households, way));
      expect(list.fileFaults.filter(({ stops }) => stops)).toEqual([]);
      expect(list.recognised).toMatchObject({
        encoding: way.encoding.startsWith('utf-16') ? 'utf-16le' : list.recognised.encoding, separator: way.separator, headerLanguage: way.language, dateOrder: way.dates,
      });
      expect(list.households.map(({ noticeNumber, newcomers }) => ({ noticeNumber, newcomers: newcomers.map(({ fingerprint: _, line: __, ...one }) => one) }))).toEqual(
        households.map((people, number) => ({
          noticeNumber: `NAT-7-${number}`,
          newcomers: people.map(({ listed, remark: _, ...one }, index) => ({
            ...one, role: index === 0 ? 'principal' : 'dependant', languages: [...listed, ...(one.speaksFrench ? ['fr-CA'] : []), ...(one.speaksEnglish ? ['en-CA'] : [])],
          })),
        })));
      expect(list.rows.map(({ outcome }) => outcome)).toEqual(households.flat().map(() => 'accepted'));
    }), { numRuns: 300 });
  });

  it('tells the line of the file on which each row begins, cells of several lines among them', () => {
    fc.assert(fc.property(table, ([households, way]) => {
      let line = 2;
      const lines = households.flat().map(({ remark }) => {
        const begins = line;
        line += 1 + (remark.match(/\r\n|\n/g)?.length ?? 0);
        return begins;
      });
      expect(read(write(households, way)).rows.map((row) => row.line)).toEqual(lines);
    }), { numRuns: 100 });
  });

  it('has the same fingerprints in any writing, so that loading it twice creates nobody twice', () => {
    fc.assert(fc.property(table, writing, ([households, way], other) => {
      const fingerprints = (bytes: Uint8Array) => read(bytes).households.map(({ fingerprint, newcomers }) => [fingerprint, ...newcomers.map((one) => one.fingerprint)]);
      const once = fingerprints(write(households, way));
      expect(fingerprints(write(households, { ...other, encoding: 'utf-8' }))).toEqual(once);
      expect(new Set(once.flat()).size).toBe(once.flat().length);
    }), { numRuns: 100 });
  });

  it('written twice in one file arrives once, and each second row says which it repeats', () => {
    fc.assert(fc.property(table, ([households, way]) => {
      const bytes = write(households, { ...way, encoding: 'utf-8' });
      const text = new TextDecoder().decode(bytes);
      const afterHeadings = text.indexOf(way.newline) + way.newline.length;
      const once = read(bytes);
      const twice = read(utf8(text + text.slice(afterHeadings)));
      expect(twice.households).toEqual(once.households);
      expect(twice.rows.slice(once.rows.length).map(({ problems }) => problems)).toEqual(once.rows.map(({ line }, index) =>
        [expect.objectContaining({ line: twice.rows[once.rows.length + index]?.line, code: 'repeat', values: { line } })]));
    }), { numRuns: 50 });
  });
});

describe('whatever the bytes', () => {
  const sound = (bytes: Uint8Array) => {
    const list = read(bytes);
    const good = list.rows.filter(({ outcome }) => outcome !== 'rejected' && outcome !== 'repeat');
    expect(list.households.flatMap(({ newcomers }) => newcomers.map(({ line }) => line)).sort((a, b) => a - b)).toEqual(good.map(({ line }) => line));
    for (const row of list.rows) if (row.outcome !== 'accepted') expect(row.problems.length).toBeGreaterThan(0);
    if (list.rows.length === 0) expect(list.fileFaults.some(({ stops }) => stops)).toBe(true);
    expect(JSON.parse(JSON.stringify(list))).toEqual(list);
  };

  it('garbage is told as a fault of the file, and never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), sound), { numRuns: 300 });
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }).map(utf8), sound), { numRuns: 300 });
  });

  it('a list damaged on the way loses no row in silence', () => {
    fc.assert(fc.property(table, fc.uint8Array({ minLength: 1, maxLength: 20 }), fc.nat(), ([households, way], noise, place) => {
      const bytes = write(households, way);
      const at = place % bytes.length;
      sound(Uint8Array.from([...bytes.subarray(0, at), ...noise, ...bytes.subarray(at + noise.length)]));
    }), { numRuns: 300 });
  });

  it.each<[string, string, string]>([
    ['an open quote, with its line', 'notice number,role,family name,given name,birth date,arrival date\nN1,principal,"Haddad,Layla,1985-01-01,2026-11-23\n', 'quote_open'],
    ['headings and nothing else', 'notice number,role,family name,given name,birth date,arrival date\n', 'no_rows'],
    ['a letter to the editor', 'Dear Sir,\nI write to you about the weather.\n', 'header_unrecognised'],
    ['headings without the arrival date', 'notice number,role,family name,given name,birth date\nN1,principal,Haddad,Layla,1985-01-01\n', 'column_missing'],
  ])('%s is a fault that stops', (_, text, code) => {
    const list = read(utf8(text));
    expect(list.fileFaults[0]).toMatchObject({ code, stops: true, ...(code === 'quote_open' && { values: { line: 2 } }) });
    expect(list.rows).toEqual([]);
  });

  it('a separator said on the first line is believed, and lines are still counted from it', () => {
    const list = read(utf8('sep=;\r\n\r\nnotice number;role;family name;given name;birth date;arrival date\r\nN1;principal;Haddad;Layla;1985-01-01;2026-11-23\r\n'));
    expect(list.recognised.separator).toBe(';');
    expect(list.rows.map(({ line }) => line)).toEqual([4]);
  });

  it('a row whose cells have slipped is rejected rather than read askew', () => {
    const list = read(utf8('notice number,role,family name,given name,birth date,arrival date\nN1,principal,Haddad,Layla,1985-01-01,2026-11-23,extra\n'));
    expect(list.rows[0]?.problems.map(({ code }) => code)).toEqual(['row_misaligned']);
  });
});
