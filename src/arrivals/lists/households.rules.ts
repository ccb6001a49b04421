/**
 * Puts rows together into households. Rows with one notice number are one household and its principal applicant
 * is the head. When the principal's row is rejected the household arrives all the same with its good rows: nobody
 * is left behind because of somebody else's cell. The first good adult then stands as head, and it is said.
 */
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import { ageOn } from '../tier.rules.js';
import { householdFingerprint, newcomerFingerprint, noticeFingerprint } from './fingerprints.rules.js';
import type { ListedHousehold, ListedNewcomer, RowReport } from './listed.js';
import { outcomeOf, type ListProblem, type ProblemCode, type TextValues } from './problems.rules.js';
import type { RowNewcomer, RowReading } from './rows.rules.js';
import { eachInSteps, type Steps } from './steps.js';
import { fold } from '../../../libs/i18n/fold.js';

interface Member {
  readonly reading: RowReading;
  readonly newcomer: RowNewcomer;
  readonly fingerprint: string;
}

interface Group {
  readonly fingerprint: string;
  readonly noticeNumber: string | null;
  readonly members: Member[];
}

interface Repeat {
  readonly of: Member;
  readonly household: string;
}

const ADULT_FROM = 18;

/** The households of a file and what became of each of its rows. */
interface Gathered {
  readonly households: ListedHousehold[];
  readonly rows: RowReport[];
}

/** Gathers every row of a file, in its order, with a pause every few hundred rows. */
export function* gatherInSteps(readings: readonly RowReading[], headings: readonly string[]): Steps<Gathered> {
  const groups = new Map<string, Group>();
  const newcomers = new Map<string, Member>();
  const repeats = new Map<number, Repeat>();

  yield* eachInSteps(readings, (reading) => {
    if (reading.newcomer === null) return;
    const household = householdFingerprint(reading.noticeNumber, reading.newcomer);
    const fingerprint = newcomerFingerprint(household, reading.newcomer);
    const before = newcomers.get(fingerprint);
    if (before) {
      repeats.set(reading.line, { of: before, household });
      return;
    }
    const member = { reading, newcomer: reading.newcomer, fingerprint };
    newcomers.set(fingerprint, member);
    const group = groups.get(household) ?? { fingerprint: household, noticeNumber: reading.noticeNumber, members: [] };
    group.members.push(member);
    groups.set(household, group);
  });

  const rejected = rejectedByHousehold(readings);
  const settled = yield* eachInSteps([...groups.values()], (group) => settle(group, rejected.get(group.fingerprint) ?? []));
  const households = settled.map(({ household }) => household);
  const remarks = new Map(settled.flatMap(({ remarks: lines }) => [...lines]));
  const memberAt = new Map([...groups.values()].flatMap((group) => group.members.map((member) => [member.reading.line, { group, member }] as const)));

  const rows = yield* eachInSteps(readings, (reading): RowReport => {
    const repeat = repeats.get(reading.line);
    const place = memberAt.get(reading.line);
    const notice = reading.noticeNumber === null ? null : noticeFingerprint(reading.noticeNumber);
    const extra = repeat ? [repeatProblem(reading, repeat.of.reading, headings)] : (remarks.get(reading.line) ?? []);
    const problems = [...reading.problems, ...extra];
    return {
      line: reading.line,
      outcome: outcomeOf(problems),
      problems,
      household: repeat?.household ?? place?.group.fingerprint ?? (notice !== null && groups.has(notice) ? notice : null),
      newcomer: repeat?.of.fingerprint ?? place?.member.fingerprint ?? null,
      cells: reading.cells,
    };
  });
  return { households, rows };
}

function rejectedByHousehold(readings: readonly RowReading[]): Map<string, RowReading[]> {
  const rejected = new Map<string, RowReading[]>();
  for (const reading of readings) {
    if (reading.newcomer !== null || reading.noticeNumber === null) continue;
    const household = noticeFingerprint(reading.noticeNumber);
    const lines = rejected.get(household);
    if (lines) lines.push(reading);
    else rejected.set(household, [reading]);
  }
  return rejected;
}

/** Chooses the head and says, of the household and of its rows, what a person should look at. */
function settle({ fingerprint, noticeNumber, members }: Group, rejected: readonly RowReading[]): { household: ListedHousehold; remarks: Map<number, ListProblem[]> } {
  const head = headOf(members);
  const remarks = new Map<number, ListProblem[]>();
  const others = members.filter((member) => member !== head);
  for (const { reading, newcomer } of others) {
    const said: ListProblem[] = [];
    if (newcomer.role === 'principal') said.push(problem(reading.line, 'second_principal', { line: head.reading.line }));
    if (newcomer.arrivesOn !== head.newcomer.arrivesOn) said.push(problem(reading.line, 'arrival_differs', { date: head.newcomer.arrivesOn }));
    if (said.length > 0) remarks.set(reading.line, said);
  }

  const inOrder = [head, ...others];
  const newcomers = inOrder.map((member): ListedNewcomer => ({
    ...member.newcomer, fingerprint: member.fingerprint, role: member === head && member.newcomer.role !== 'dependant' ? 'principal' : 'dependant',
  }));
  const household: ListedHousehold = {
    fingerprint,
    noticeNumber,
    newcomers,
    arrivesOn: head.newcomer.arrivesOn,
    phone: firstKnown(newcomers.map(({ phone }) => phone)),
    borough: firstKnown(newcomers.map(({ borough }) => borough)),
    needsShelter: newcomers.some(({ needsShelter }) => needsShelter) || firstKnown(newcomers.map(({ needsShelter }) => needsShelter)),
    rejectedLines: rejected.map(({ line }) => line),
    problems: aboutTheHead(head, rejected),
  };
  return { household, remarks };
}

function headOf(members: readonly Member[]): Member {
  const principal = members.find(({ newcomer }) => newcomer.role === 'principal');
  const adult = members.find(({ newcomer }) => isAdult(newcomer));
  const oldest = members.reduce((one, other) => ((other.newcomer.birthOn ?? '') < (one.newcomer.birthOn ?? '') ? other : one));
  return principal ?? adult ?? oldest;
}

function aboutTheHead(head: Member, rejected: readonly RowReading[]): ListProblem[] {
  const { line } = head.reading;
  const problems: ListProblem[] = [];
  if (head.newcomer.role !== 'principal') {
    const lost = rejected.find(({ role }) => role === 'principal');
    problems.push(lost ? problem(line, 'head_replaced', { line: lost.line }) : problem(line, 'no_principal'));
  }
  if (!isAdult(head.newcomer)) problems.push(problem(line, 'no_adult'));
  return problems;
}

/** On the day of arrival; somebody without a birth date is taken for an adult. */
function isAdult({ birthOn, arrivesOn }: { birthOn: CivilDate | null; arrivesOn: CivilDate }): boolean {
  return birthOn === null || ageOn(birthOn, arrivesOn) >= ADULT_FROM;
}

function repeatProblem(reading: RowReading, first: RowReading, headings: readonly string[]): ListProblem {
  const same = (one: string, other: string) => (fold(one) || one.trim()) === (fold(other) || other.trim());
  const differing = headings.filter((_, index) => !same(reading.cells[index] ?? '', first.cells[index] ?? ''));
  return differing.length === 0
    ? problem(reading.line, 'repeat', { line: first.line })
    : problem(reading.line, 'repeat_differs', { line: first.line, columns: differing.map((heading) => heading.trim()).join(', ') });
}

function problem(line: number, code: ProblemCode, values?: TextValues): ListProblem {
  return { line, column: '', value: '', code, ...(values && { values }) };
}

function firstKnown<T>(values: readonly (T | null)[]): T | null {
  return values.find((value) => value !== null) ?? null;
}
