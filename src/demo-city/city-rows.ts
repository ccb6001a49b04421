import { fullName } from '../cases/newcomers/newcomers.rules.js';
import { moments, STEPS } from '../follow-ups/escalation.rules.js';
import { CASE_ARRIVAL_ALARM, CHECKPOINT_ALARM, escalationOf, momentAfterStep } from '../follow-ups/planning.js';
import { askArrivalAt } from '../follow-ups/preview-plan.js';
import type { City } from './draw-city.js';
import type { Scene } from './scene.js';
import { scheduledOf, type Step, type Story } from './story.js';

/** Rows of a table, keyed by column. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** What a city is in the tables of the house; passwords come later, they are nobody's seed. */
export interface CityRows {
  readonly teams: Rows;
  readonly people: Rows;
  readonly duties: Rows;
  readonly cases: Rows;
  readonly newcomers: Rows;
  readonly contact_ways: Rows;
  readonly attempts: Rows;
  readonly checkpoints: Rows;
  readonly breaches: Rows;
  readonly needs: Rows;
  readonly consents: Rows;
  readonly notes: Rows;
  readonly case_events: Rows;
  readonly alarms: Rows;
  readonly notices: Rows;
}

/** Lays the city out as rows. */
export function rowsOf({ scene, office, stories }: City): Omit<CityRows, 'notices'> {
  const numbers = numbersOf(scene, stories);
  const each = (rows: (story: Story) => Rows): Rows => stories.flatMap(rows);
  return {
    teams: office.teams.map(({ id, name, lead }) => ({ id, name, calendar: scene.office.calendar.id, lead_id: lead.id, demo: true, version: 1 })),
    people: office.people.map(({ id, email, name, role, teamId, languages }) => ({
      id, email, name, language: 'fr', roles: [role], team_id: teamId, languages, state: 'active', demo: true, created_at: scene.midnight, version: 1,
    })),
    duties: office.turns.map(({ id, kind, personId, teamId, forPersonId, fromAt, untilAt }) => (
      { id, kind, person_id: personId, team_id: teamId, for_person_id: forPersonId, from_at: fromAt, until_at: untilAt })),
    cases: stories.map((story, i) => caseRow(story, scene, numbers[i] ?? '')),
    newcomers: each(newcomerRows),
    contact_ways: each(wayRows),
    attempts: each(attemptRows),
    checkpoints: each((story) => story.steps.map((step) => checkpointRow(step, scene))),
    breaches: each(({ broken }) => broken.filter(({ dueAt }) => dueAt < scene.asOf).map(({ step, dueAt, ownerId }) => (
      { checkpoint_id: step.id, case_id: step.caseId, owner_id: ownerId, tier: step.tier, code: step.code, due_at: dueAt, broken_at: dueAt }))),
    needs: each(({ file, scores }) => scores.map(({ id, code, score, at, by, note }) => ({ id, case_id: file.id, code, score, scored_at: soFar(at, scene), scored_by: by, note }))),
    consents: each(consentRows),
    notes: each(({ file, notes }) => notes.map(({ id, body, at, by }) => ({ id, case_id: file.id, author_id: by, body, written_at: soFar(at, scene) }))),
    case_events: each(({ file, events }) => events.map(({ at, kind, by, details }) => ({ case_id: file.id, at: soFar(at, scene), kind, actor_id: by, details }))
      .sort((a, b) => a.at.getTime() - b.at.getTime())),
    alarms: each((story) => alarmRows(story, scene)),
  };
}

/** The file that a household has a file under: the year in which it was opened, and its place in it. */
function numbersOf({ office }: Scene, stories: readonly Story[]): string[] {
  const year = new Intl.DateTimeFormat('en', { timeZone: office.zone, year: 'numeric' });
  return stories.map(({ file }) => `${year.format(file.coming.registeredAt)}-${String(file.place + 1).padStart(5, '0')}`);
}

function caseRow(story: Story, { protocol }: Scene, number: string): Readonly<Record<string, unknown>> {
  const { file } = story;
  const { household, coming } = file;
  const next = story.state === 'closed' ? undefined : scheduledOf(story)[0];
  const head = household.people[0];
  return {
    id: file.id, number, state: story.state, tier: household.tier, tier_reasons: household.reasons, tier_confirmed_by: file.ownerId,
    team_id: file.teamId, owner_id: file.ownerId, assigned_at: file.assigned ? coming.registeredAt : null,
    protocol_code: protocol.id, protocol_version: protocol.version, source: coming.source, notice_number: noticeNumber(story),
    planned_arrival_on: coming.plannedArrivalOn, arrival_on: story.arrivalOn, arrival_at: story.arrivalAt, province_arrival_on: coming.provinceArrivalOn,
    moved_in_on: story.arrivalOn ? file.movedInOn : null, registered_at: coming.registeredAt, immigration_status: household.status, language: household.language,
    languages: [household.language], interpreter: household.interpreter, borough: household.borough, address: household.address, housing: household.housing,
    urgencies: household.urgencies, restricted: household.restricted, lead_name: head ? fullName(head) : '', size: household.people.length,
    unreached_since: story.unreachedSince, last_contact_at: story.lastContactAt, next_checkpoint_id: next?.id ?? null, next_code: next?.code ?? null,
    next_due_at: next?.dueAt ?? null, closed_at: story.closedAt, close_reason: story.closeReason, demo: true, version: 1,
  };
}

const noticeNumber = ({ file }: Story): string | null =>
  (['notice', 'list'].includes(file.coming.source) ? `DEMO-${String(file.place + 1).padStart(5, '0')}` : null);

function newcomerRows({ file }: Story): Rows {
  return file.household.people.map((person, position) => ({
    id: file.newcomerIds[position], case_id: file.id, position, head: person.kinship === 'head', kinship: person.kinship, given_name: person.givenName,
    family_name: person.familyName, gender: person.gender, birth_on: person.birthOn, speaks_french: person.speaksFrench, speaks_english: person.speaksEnglish,
    languages: person.languages, immigration_status: position === 0 ? file.household.status : null, version: 1,
  }));
}

function wayRows({ file }: Story): Rows {
  return file.ways.map((way) => ({
    id: way.id, case_id: file.id, newcomer_id: way.position === null ? null : file.newcomerIds[way.position] ?? null, kind: way.kind, value: way.value,
    safe_to_call: way.safeToCall, safe_to_text: way.safeToText, voicemail_ok: way.voicemailOk, code_word: way.codeWord, preferred: way.preferred, version: 1,
  }));
}

function attemptRows({ file, trials }: Story): Rows {
  return trials.map((trial) => ({
    id: trial.id, case_id: file.id, checkpoint_id: trial.stepId, newcomer_id: file.newcomerIds[0], channel: trial.channel, outcome: trial.outcome,
    contact: trial.contact, interpreted: trial.interpreted, minutes: trial.minutes, note: trial.note, made_at: trial.at, made_by: trial.by,
  }));
}

function consentRows({ file, consents }: Story): Rows {
  return consents.map((each) => ({
    id: each.id, case_id: file.id, newcomer_id: each.newcomerId, purpose: each.purpose, recipient: each.recipient, language: each.language,
    interpreted: each.interpreted, proof: each.proof, given_by: 'self', given_at: each.at, recorded_by: each.by, expires_on: each.expiresOn,
    withdrawn_at: each.withdrawnAt, withdrawn_by: each.withdrawnAt ? each.by : null,
  }));
}

function checkpointRow(step: Step, scene: Scene): Readonly<Record<string, unknown>> {
  return {
    id: step.id, case_id: step.caseId, code: step.code, tier: step.tier, state: step.state, owner_id: step.ownerId, channel: step.channel,
    started_at: step.startedAt, standard_due_at: step.standardDueAt, due_at: step.dueAt, generation: step.generation, moved_reason: step.movedReason,
    step: stepBy(step, scene, step.settledAt ?? scene.asOf), checklist: step.checklist, explain: step.explain, looked_at: step.lookedAt,
    attempts: step.attempts, next_attempt_at: step.nextAttemptAt, next_attempt_channel: step.nextAttemptChannel, settled_at: step.settledAt,
    settled_by: step.settledBy, contact_id: step.contactId, reason: step.reason, version: 1 + (step.settledAt ? 1 : 0) + step.attempts,
  };
}

/** How far up the ladder it had gone by a moment. */
function stepBy(step: Step, { protocol, office }: Scene, at: Date): number {
  if (step.state === 'superseded') return 0;
  return moments(escalationOf(step, protocol, office)).findLast((moment) => moment.at <= at)?.step ?? 0;
}

/** What will ring after the morning: the next moment of every promise, and the question to everybody who is expected. */
function alarmRows(story: Story, scene: Scene): Rows {
  if (story.state === 'closed') return [];
  const { asOf, protocol, office } = scene;
  const rows = scheduledOf(story).map((step) => {
    const ladder = moments(escalationOf(step, protocol, office));
    const moment = ladder.find(({ at }) => at > asOf) ?? momentAfterStep(escalationOf(step, protocol, office), STEPS.length - 1, asOf);
    return { kind: CHECKPOINT_ALARM, subject_id: step.id, step: moment.step, at: moment.at };
  });
  const { plannedArrivalOn } = story.file.coming;
  return story.state === 'expected' && plannedArrivalOn
    ? [...rows, { kind: CASE_ARRIVAL_ALARM, subject_id: story.file.id, step: 0, at: askArrivalAt(plannedArrivalOn, office) }]
    : rows;
}

/** Nothing that is told has happened after the morning. */
const soFar = (at: Date, { asOf }: Scene): Date => (at > asOf ? asOf : at);
