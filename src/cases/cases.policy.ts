/**
 * Who may do what with a case. A person may hold several roles, and each adds what it allows. The same answers scope
 * the lists: `visibleTo` turns them into one SQL condition, made from the policy itself, so that a list can never show
 * what the policy would refuse.
 */
import type { Actor, PersonActor } from '../../libs/transaction/actor.js';

/** What somebody may want to do with a case. */
export const ACTS = [
  'glimpse', 'read', 'edit', 'reassign', 'restrict', 'lift_restriction', 'close_unreached', 'read_consents', 'withdraw_consent', 'read_audit',
] as const;
/**
 * - `glimpse`: see the household's name and who owns the case, nothing else;
 * - `read`: the whole file; `edit`: change it and work on it;
 * - `reassign`: give it to somebody else; `close_unreached`: decide that nobody looks for them any more;
 * - `restrict` / `lift_restriction`: hide it from all but its owner and their lead, and undo that.
 */
export type Act = (typeof ACTS)[number];

/** What stands between the person and the case: theirs, their team's, or neither. */
export const RELATIONS = ['own', 'team', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** `with_reason`: yes, once they have said why, and it is written down. */
export type Answer = 'yes' | 'with_reason' | 'no';

/** Why a manager opens a restricted case: coded, so that the audit says nothing about the household. */
export const OPENING_REASONS = ['complaint', 'safety', 'legal_request', 'supervision', 'absence'] as const;
export type OpeningReason = (typeof OPENING_REASONS)[number];

/** What the policy looks at. */
export interface CaseBelonging {
  readonly ownerId: string | null;
  readonly teamId: string;
  readonly restricted: boolean;
}

interface Situation {
  readonly act: Act;
  readonly relation: Relation;
  readonly restricted: boolean;
}

const WORK: readonly Act[] = ['glimpse', 'read', 'edit', 'reassign', 'restrict', 'read_consents', 'withdraw_consent'];
const LEAD: readonly Act[] = [...WORK, 'lift_restriction', 'close_unreached', 'read_audit'];
const READING: readonly Act[] = ['glimpse', 'read', 'read_consents'];
const OVERSIGHT: readonly Act[] = [...READING, 'reassign', 'close_unreached'];
const PRIVACY: readonly Act[] = ['glimpse', 'read_consents', 'withdraw_consent', 'read_audit'];

const when = (yes: boolean): Answer => (yes ? 'yes' : 'no');

/** One sentence a role; a role without a sentence has nothing to do with cases. */
const SENTENCES: Readonly<Record<string, (situation: Situation) => Answer>> = {
  /** Caseworkers work on their own cases, restricted or not, and on their team's; of other teams' they see name and owner. */
  caseworker: ({ act, relation, restricted }) => {
    if (relation === 'own') return when(WORK.includes(act));
    if (restricted) return 'no';
    return when(relation === 'team' ? WORK.includes(act) : act === 'glimpse');
  },

  /** Team leads work on all cases of their team, answer for them, and read the others; restricted ones only their team's. */
  team_lead: ({ act, relation, restricted }) => {
    if (relation !== 'other') return when(LEAD.includes(act));
    return when(!restricted && READING.includes(act));
  },

  /** Managers read and reassign every case; a restricted one with a reason. They do not edit. */
  manager: ({ act, restricted }) => {
    if (!OVERSIGHT.includes(act)) return 'no';
    return restricted ? 'with_reason' : 'yes';
  },

  /** Privacy officers see consents and audit of every case, and read a restricted one, for its restriction is theirs to review. */
  privacy_officer: ({ act, restricted }) => when(PRIVACY.includes(act) || (restricted && (act === 'read' || act === 'lift_restriction'))),
};

const BEST: readonly Answer[] = ['yes', 'with_reason', 'no'];

/** How a case stands to a person. */
export function relationOf(by: PersonActor, file: Pick<CaseBelonging, 'ownerId' | 'teamId'>): Relation {
  if (file.ownerId === by.personId) return 'own';
  return by.teamId !== null && file.teamId === by.teamId ? 'team' : 'other';
}

/** What somebody with these roles may do in a situation: the best that any of the roles allows. */
export function answerFor(roles: readonly string[], situation: Situation): Answer {
  const answers = roles.map((role) => SENTENCES[role]?.(situation) ?? 'no');
  return BEST.find((answer) => answers.includes(answer)) ?? 'no';
}

/** Whether somebody may do something with a case. Passerelle itself may do what its rules tell it to; organisations never see cases. */
export function may(by: Actor, act: Act, file: CaseBelonging): Answer {
  if (by.kind === 'engine') return 'yes';
  if (by.kind === 'link' || by.organisationId !== null) return 'no';
  return answerFor(by.roles, { act, relation: relationOf(by, file), restricted: file.restricted });
}

/** A condition over cases, with the values of its parameters. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** How many parameters the condition takes. */
export const VISIBLE_VALUES = 8;

/** The condition's text: it depends only on the table's alias and the first parameter's number, so that statements can be named. */
export function visibleSql(alias = 'c', from = 1): string {
  const p = (i: number): string => `$${from + i}`;
  const cell = (i: number): string => `case when ${alias}.restricted then ${p(i + 1)}::bool else ${p(i)}::bool end`;
  return `(case when ${alias}.owner_id = ${p(0)}::uuid then ${cell(2)} when ${alias}.team_id = ${p(1)}::uuid then ${cell(4)} else ${cell(6)} end)`;
}

/** The condition's values for one person and one act; `withReason` lets in what they may have once they say why. */
export function visibleValues(by: Actor, act: Act = 'read', { withReason = false } = {}): unknown[] {
  const person = by.kind === 'person' ? by : undefined;
  const cells = RELATIONS.flatMap((relation) => [false, true].map((restricted) => {
    if (!person) return by.kind === 'engine';
    const answer = person.organisationId === null ? answerFor(person.roles, { act, relation, restricted }) : 'no';
    return answer === 'yes' || (withReason && answer === 'with_reason');
  }));
  return [person?.personId ?? null, person?.teamId ?? null, ...cells];
}

/** The twin of `may` for lists: the cases on which somebody may act. */
export function visibleTo(by: Actor, act: Act = 'read', { alias = 'c', from = 1, withReason = false } = {}): Condition {
  return { sql: visibleSql(alias, from), values: visibleValues(by, act, { withReason }) };
}
