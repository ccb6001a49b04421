import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../config/root.js';
import { Messages } from '../../libs/i18n/messages.js';
import { outcomeOf, PROBLEMS, type ProblemCode } from '../../src/arrivals/lists/problems.rules.js';
import { readList } from '../../src/arrivals/lists/read-list.js';
import { explainProblem, writeRejects } from '../../src/arrivals/lists/write-rejects.js';
import { readReference } from '../../config/reference.js';

const context = { today: '2026-11-23', reference: readReference(join(projectRoot(), 'config')) } as const;
const bytesOf = (file: string) => readFileSync(join(projectRoot(), 'test/fixtures/arrival-lists', file));
const read = (bytes: Uint8Array) => readList(bytes, context);
const messages = Messages.load(projectRoot());

const nat = read(bytesOf('arrivals-list-nat.csv'));
const french = read(bytesOf('liste-arrivees-cp1252.csv'));

/** Every row that is not simply accepted: line, outcome, and each problem with its column. */
function remarked(list: typeof nat): Record<number, string> {
  return Object.fromEntries(list.rows.filter(({ outcome }) => outcome !== 'accepted').map(({ line, outcome, problems }) =>
    [line, `${outcome}: ${problems.map(({ code, column }) => (column ? `${column} ${code}` : code)).join(', ')}`]));
}

describe('the English list, in UTF-8 with commas', () => {
  it('is recognised', () => {
    expect(nat.recognised).toMatchObject({ encoding: 'utf-8', separator: ',', headerLanguage: 'en', dateOrder: 'YMD', unknownColumns: [] });
    expect(Object.keys(nat.recognised.columns)).toHaveLength(14);
    expect(nat.fileFaults).toEqual([]);
  });

  it('has each remarked row explained by its line, its column and its reason, and every other row accepted', () => {
    expect(nat.rows).toHaveLength(246);
    expect(remarked(nat)).toEqual({
      9: 'rejected: birth_date birth_impossible',
      21: 'rejected: arrival_date arrival_missing',
      25: 'warned: role role_near_principal, second_principal',
      33: 'warned: other_languages language_unknown',
      44: 'warned: phone phone_unreadable',
      59: 'mended: immigration_status status_read_as',
      66: 'mended: family_name tidied',
      73: 'rejected: given_name formula',
      85: 'rejected: birth_date birth_future',
      92: 'rejected: notice_number dependant_without_notice',
      103: 'mended: borough borough_read_as',
      246: 'repeat: repeat',
      247: 'repeat: repeat',
    });
  });

  it('brings every good row in as a newcomer of one of 110 households', () => {
    expect(nat.households).toHaveLength(110);
    expect(nat.households.flatMap(({ newcomers }) => newcomers)).toHaveLength(246 - 5 - 2);
  });

  it('keeps the family of a rejected principal, with its first good adult as head', () => {
    const heads = nat.households.filter(({ problems }) => problems.length > 0).map(({ noticeNumber, newcomers, rejectedLines, problems }) =>
      ({ noticeNumber, head: newcomers[0]?.line, rejectedLines, said: problems.map(({ code }) => code) }));
    expect(heads).toEqual([
      { noticeNumber: 'NAT-41-0031', head: 74, rejectedLines: [73], said: ['head_replaced'] },
      { noticeNumber: 'NAT-41-0036', head: 86, rejectedLines: [85], said: ['head_replaced'] },
    ]);
  });

  it('keeps a name with a comma, quotes and an apostrophe as it is written', () => {
    expect(nat.households.flatMap(({ newcomers }) => newcomers).find(({ line }) => line === 113)?.familyName).toBe('O’Brien, "Junior"');
  });

  it('reads the cells into the codes of the case file', () => {
    const mended = nat.households.flatMap(({ newcomers }) => newcomers).filter(({ line }) => [59, 66, 103].includes(line));
    expect(mended.map(({ status, familyName, borough }) => ({ status, familyName, borough }))).toEqual([
      { status: 'REF_GAR', familyName: 'Pierre-Louis', borough: 'ahuntsic-cartierville' },
      { status: 'PR_ECONOMIC', familyName: 'Rahman', borough: 'saint-laurent' },
      { status: 'REF_PSR', familyName: 'Ahmadi', borough: 'cote-des-neiges-notre-dame-de-grace' },
    ]);
    expect(nat.households[2]?.newcomers[0]).toMatchObject({
      givenName: 'María José', gender: 'F', birthOn: '1990-06-08', speaksEnglish: false, languages: ['es', 'en-CA'], arrivesOn: '2026-11-23',
      phone: '+15145550113', needsShelter: false,
    });
  });
});

describe('the French list, in Windows-1252 with semicolons', () => {
  it('is recognised', () => {
    expect(french.recognised).toMatchObject({ encoding: 'windows-1252', separator: ';', headerLanguage: 'fr', dateOrder: 'DMY', unknownColumns: [] });
    expect(french.recognised.columns.needsShelter).toBe('Hébergement requis');
    expect(french.fileFaults).toEqual([]);
  });

  it('has each remarked row explained, names that the encoding had already lost among them', () => {
    const lostFamilyName = 'warned: Nom de famille name_lost';
    const lostGivenName = 'warned: Prénom name_lost';
    expect(french.rows).toHaveLength(124);
    expect(remarked(french)).toEqual({
      9: 'rejected: Nom de famille name_lost, Date de naissance birth_impossible',
      21: 'rejected: Date d\'arrivée arrival_missing',
      25: 'warned: Rôle role_near_principal',
      33: 'warned: Autres langues language_unknown',
      44: 'warned: Téléphone phone_unreadable',
      59: 'mended: Statut d\'immigration status_read_as',
      66: 'mended: Nom de famille tidied',
      73: 'rejected: Prénom formula',
      85: 'rejected: Date de naissance date_rewritten, Date de naissance birth_future',
      92: 'rejected: N° d\'avis dependant_without_notice',
      103: 'mended: Arrondissement borough_read_as',
      124: 'repeat: repeat',
      125: 'repeat: repeat',
      ...Object.fromEntries([10, 11, 13, 18, 55, 94, 95, 96, 97, 98].map((line) => [line, lostFamilyName])),
      ...Object.fromEntries([52, 54, 68, 74, 109, 111].map((line) => [line, lostGivenName])),
    });
  });

  it('brings every good row in, and keeps the families of two rejected principals', () => {
    expect(french.households).toHaveLength(60);
    expect(french.households.flatMap(({ newcomers }) => newcomers)).toHaveLength(124 - 5 - 2);
    expect(french.households.filter(({ problems }) => problems.length > 0).map(({ noticeNumber, newcomers }) => [noticeNumber, newcomers[0]?.line]))
      .toEqual([['NAT-43-0005', 10], ['NAT-43-0040', 74]]);
  });
});

describe('the file of rejected rows', () => {
  it.each([['arrivals-list-nat.csv', nat], ['liste-arrivees-cp1252.csv', french]] as const)('of %s is a list again, without a formula to run', (_, list) => {
    const bytes = writeRejects(list, messages.translator('fr'));
    const again = read(bytes);
    expect(new TextDecoder().decode(bytes)).not.toMatch(/(^|[,;"])[=+@]/m);
    expect(again.recognised).toMatchObject({ encoding: 'utf-8-bom', separator: list.recognised.separator, unknownColumns: [] });
    expect(again.rows.map(({ cells }) => Number(cells.at(-2)))).toEqual([9, 21, 73, 85, 92]);
    expect(again.rows.map(({ cells }) => cells.slice(0, 3).join())).toEqual(list.rows.filter(({ outcome }) => outcome === 'rejected').map(({ cells }) => cells.slice(0, 3).join()));
    expect(again.rows.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
  });

  it('says why in words, and does not pile up its columns when it is still wrong', () => {
    const say = messages.translator('en');
    const once = new TextDecoder().decode(writeRejects(nat, say));
    expect(once).toContain('9,birth_date: “31/02/1990” is not in the calendar.');
    const twice = new TextDecoder().decode(writeRejects(read(writeRejects(nat, say)), say));
    expect(twice.split('\r\n')[0]).toBe(once.split('\r\n')[0]);
  });

  it('once corrected, brings the person into the same household', () => {
    const corrected = new TextDecoder().decode(writeRejects(nat, messages.translator('fr'))).replace('31/02/1990', '1990-02-28');
    const [household] = read(new TextEncoder().encode(corrected)).households;
    expect(household?.noticeNumber).toBe('NAT-41-0004');
    expect(household?.fingerprint).toBe(nat.households.find(({ noticeNumber }) => noticeNumber === 'NAT-41-0004')?.fingerprint);
  });
});

describe('the texts of a list', () => {
  it.each(['fr', 'en'] as const)('exist in %s for every problem and every column, and their rejection headings are recognised', (language) => {
    const say = messages.translator(language);
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const values = { word: 'w', kept: 'k', code: 'c', name: 'n', line: 2, cells: 3, columns: 'a, b', date: '2026-11-23' };
      expect(explainProblem({ line: 2, column: 'Nom', value: 'v', code, values }, say)).not.toContain('{');
      expect(outcomeOf([{ code }])).toBe(PROBLEMS[code]);
    }
    for (const column of Object.keys(nat.recognised.columns)) expect(say.has(`arrivals.list.columns.${column}`)).toBe(true);
  });
});
