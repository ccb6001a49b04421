import { describe, expect, it } from '@jest/globals';
import { readList } from './read-list.js';

const HEADINGS = 'Notice number,Role,Family name,Given name,Birth date,Immigration status,Arrival date,Phone,Needs shelter';
const reference = {
  languages: [{ tag: 'ar', en: 'Arabic', fr: 'arabe', aliases: [] }],
  statuses: [{ code: 'ASYLUM', en: 'Asylum claimant', fr: 'Demande d’asile', aliases: ['DA'] }],
  boroughs: [{ code: 'verdun', name: 'Verdun', aliases: [] }],
};

function read(...rows: string[]) {
  const { households, rows: reports } = readList(new TextEncoder().encode([HEADINGS, ...rows].join('\n')), { today: '2026-11-23', reference });
  const said = reports.map(({ outcome, problems }) => [outcome, ...problems.map(({ code }) => code)].join(' '));
  return { households, reports, said };
}

const row = (notice: string, role: string, given: string, birth: string, arrival = '2026-11-23') =>
  `${notice},${role},Haddad,${given},${birth},ASYLUM,${arrival},,`;

describe('a household of a list', () => {
  it('has its principal applicant as head, wherever the row stands', () => {
    const { households } = read(row('N1', 'dependant', 'Omar', '2015-01-01'), row('N1', 'principal', 'Layla', '1985-01-01'));
    expect(households[0]?.newcomers.map(({ givenName, role }) => `${givenName} ${role}`)).toEqual(['Layla principal', 'Omar dependant']);
  });

  it('arrives without its rejected principal, headed by the first good adult, and says so', () => {
    const { households, said } = read(row('N1', 'principal', 'Layla', '1985-02-30'), row('N1', 'dependant', 'Omar', '2015-01-01'), row('N1', 'dependant', 'Noor', '1990-01-01'));
    expect(said).toEqual(['rejected birth_impossible', 'accepted', 'accepted']);
    expect(households[0]?.newcomers.map(({ givenName }) => givenName)).toEqual(['Noor', 'Omar']);
    expect(households[0]?.rejectedLines).toEqual([2]);
    expect(households[0]?.problems).toEqual([{ line: 4, column: '', value: '', code: 'head_replaced', values: { line: 2 } }]);
  });

  it('of whom only children could be read is headed by the eldest, and says so', () => {
    const { households } = read(row('N1', 'principal', 'Layla', ''), row('N1', 'dependant', 'Omar', '2015-01-01'), row('N1', 'dependant', 'Noor', '2010-01-01'));
    const alone = read(row('N2', 'principal', 'Layla', 'soon'), row('N2', 'dependant', 'Omar', '2015-01-01'), row('N2', 'dependant', 'Noor', '2010-01-01'));
    expect(households[0]?.problems).toEqual([]);
    expect(alone.households[0]?.newcomers[0]?.givenName).toBe('Noor');
    expect(alone.households[0]?.problems.map(({ code }) => code)).toEqual(['head_replaced', 'no_adult']);
  });

  it('does not exist when none of its rows is good, and the rows say why', () => {
    const { households, reports, said } = read(row('N1', 'principal', 'Layla', '1985-01-01', ''), row('N1', 'dependant', 'Omar', '2031-01-01'));
    expect(households).toEqual([]);
    expect(said).toEqual(['rejected arrival_missing', 'rejected birth_future']);
    expect(reports.map(({ household }) => household)).toEqual([null, null]);
  });

  it('without a number is its principal alone; a dependant without one belongs to nobody', () => {
    const { households, said } = read(row('', 'principal', 'Layla', '1985-01-01'), row('', 'principal', 'Noor', '1990-01-01'), row('', 'dependant', 'Omar', '2015-01-01'));
    expect(said).toEqual(['warned notice_missing', 'warned notice_missing', 'rejected dependant_without_notice']);
    expect(households.map(({ noticeNumber, newcomers }) => [noticeNumber, newcomers.length])).toEqual([[null, 1], [null, 1]]);
  });

  it('has one principal: a second is entered as a dependant, and warned', () => {
    const { households, said } = read(row('N1', 'principal', 'Layla', '1985-01-01'), row('N1', 'principal applicant', 'Noor', '1990-01-01'));
    expect(said).toEqual(['accepted', 'warned second_principal']);
    expect(households[0]?.newcomers.map(({ role }) => role)).toEqual(['principal', 'dependant']);
  });

  it('takes a role it does not know for a dependant, and heads the household if there is nobody else', () => {
    const { households, said } = read(row('N1', 'cousin', 'Layla', '1985-01-01'), row('N2', 'principal', 'Noor', '1990-01-01'), row('N2', '', 'Omar', '1990-01-01'));
    expect(said).toEqual(['warned role_unknown', 'accepted', 'warned role_missing']);
    expect(households[0]?.problems.map(({ code }) => code)).toEqual(['no_principal']);
    expect(households[1]?.newcomers.map(({ role }) => role)).toEqual(['principal', 'dependant']);
  });

  it('arrives on the day of its head; whoever comes on another day keeps it, and is warned', () => {
    const { households, said } = read(row('N1', 'principal', 'Layla', '1985-01-01'), row('N1', 'dependant', 'Omar', '2015-01-01', '2026-11-30'));
    expect(said[1]).toBe('warned arrival_differs');
    expect(households[0]?.arrivesOn).toBe('2026-11-23');
    expect(households[0]?.newcomers[1]?.arrivesOn).toBe('2026-11-30');
  });

  it('needs shelter as soon as one row says so, and does not know when none answers', () => {
    const { households } = read('N1,principal,Haddad,Layla,1985-01-01,DA,2026-11-23,,no', 'N1,dependant,Haddad,Omar,2015-01-01,DA,2026-11-23,,yes', row('N2', 'principal', 'Noor', '1990-01-01'));
    expect(households.map(({ needsShelter }) => needsShelter)).toEqual([true, null]);
  });
});

describe('a repeated row', () => {
  it('is the same notice, names and birth date, whatever the capitals, accents and padding', () => {
    const { said, reports } = read(row('N1', 'principal', 'Zoé', '1985-01-01'), row('n1', 'principal', ' ZOE ', '1985-01-01'));
    expect(said[1]).toContain('repeat');
    expect(reports[1]?.outcome).toBe('repeat');
    expect(reports[1]?.newcomer).toBe(reports[0]?.newcomer);
    expect(reports[1]?.household).toBe(reports[0]?.household);
  });

  it('says what it has that differs, and the first row is kept', () => {
    const { reports, households } = read('N1,principal,Haddad,Layla,1985-01-01,ASYLUM,2026-11-23,514-555-0101,', 'N1,principal,Haddad,Layla,1985-01-01,ASYLUM,2026-11-23,514-555-0102,');
    expect(reports[1]?.problems).toEqual([{ line: 3, column: '', value: '', code: 'repeat_differs', values: { line: 2, columns: 'Phone' } }]);
    expect(households[0]?.phone).toBe('+15145550101');
  });

  it('is no repeat of a row that was rejected: the good one arrives', () => {
    const { said } = read(row('N1', 'principal', 'Layla', '1985-01-01', ''), row('N1', 'principal', 'Layla', '1985-01-01'));
    expect(said).toEqual(['rejected arrival_missing', 'accepted']);
  });

  it('is not a twin, a namesake in another notice, nor a father and son without birth dates', () => {
    const { said } = read(
      row('N1', 'principal', 'Layla', '1985-01-01'), row('N1', 'dependant', 'Leila', '1985-01-01'), row('N2', 'principal', 'Layla', '1985-01-01'),
      row('N3', 'principal', 'Omar', ''), row('N3', 'dependant', 'Omar', ''),
    );
    expect(said.some((outcome) => outcome.includes('repeat'))).toBe(false);
  });
});
