import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import type { AlarmHandler, NewAlarm, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { civilDateAt } from '../../libs/calendar/zone.js';
import { Rings } from '../../libs/alarm-clock/rings.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { changed, rows, statement } from '../../libs/sql/sql.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { STEPS, type EscalationStep } from './escalation.rules.js';
import { about, fact, type FollowUpFact } from './follow-ups.events.js';
import { OfficeCalendars } from './office-calendars.js';
import type { Office } from './offset.rules.js';
import { CASE_ARRIVAL_ALARM, CHECKPOINT_ALARM, escalationOf, momentAfterStep } from './planning.js';
import { askArrivalAt } from './preview-plan.js';
import type { Tier } from './protocol.rules.js';
import { Protocols } from './protocols.js';
import { Whom } from './whom.js';

/** Who stands in for whom at $2, asked once for the whole set. */
const AWAY = `(select distinct on (for_person_id) for_person_id, person_id from standing_in
  where from_at <= $2 and until_at > $2 order by for_person_id, from_at desc)`;

const SCHEDULED = statement('checkpoints.ringing', `
  select k.id, k.case_id as "caseId", k.code, k.tier, k.owner_id as "ownerId", k.due_at as "dueAt", k.started_at as "startedAt",
    c.team_id as "teamId", c.protocol_code as "protocolCode", c.protocol_version as "protocolVersion", away.person_id as "coverId"
  from checkpoints k join cases c on c.id = k.case_id left join ${AWAY} away on away.for_person_id = k.owner_id where k.id = any($1::uuid[]) and k.state = 'scheduled'`);

// The breach is recorded once, whatever happens later; the step is what the desk shows.
const RUNG = statement('checkpoints.rung', `
  with rung as (select * from unnest($1::uuid[], $2::smallint[]) as r (id, step)),
  stepped as (update checkpoints k set step = r.step from rung r where k.id = r.id and k.step <> r.step)
  insert into breaches (checkpoint_id, case_id, owner_id, tier, code, due_at, broken_at)
  select k.id, k.case_id, k.owner_id, k.tier, k.code, k.due_at, $3 from rung r join checkpoints k on k.id = r.id
  where r.step >= ${STEPS.indexOf('due')} order by k.id on conflict do nothing`);

const EXPECTED = statement('cases.expected-ringing', `
  select c.id, c.team_id as "teamId", c.owner_id as "ownerId", c.tier, away.person_id as "coverId"
  from cases c left join ${AWAY} away on away.for_person_id = c.owner_id where c.id = any($1::uuid[]) and c.state = 'expected'`);

interface Ringing {
  readonly id: string;
  readonly caseId: string;
  readonly code: string;
  readonly tier: Tier;
  readonly ownerId: string;
  readonly dueAt: Date;
  readonly startedAt: Date;
  readonly teamId: string;
  readonly protocolCode: string;
  readonly protocolVersion: number;
  readonly coverId: string | null;
}

interface Expected { readonly id: string; readonly teamId: string; readonly ownerId: string; readonly tier: Tier; readonly coverId: string | null }

/** A checkpoint's moments: the owner is nudged, the promise breaks, and then the ladder, until somebody acts. */
@Rings(CHECKPOINT_ALARM)
@Injectable()
export class CheckpointAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly calendars: OfficeCalendars,
    private readonly protocols: Protocols,
    private readonly whom: Whom,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const steps = new Map(alarms.map(({ subjectId, step }) => [subjectId, step]));
    const ringing = await rows<Ringing>(tx, SCHEDULED, [[...steps.keys()], tx.at]);
    if (ringing.length === 0) return;
    const stepOf = ({ id }: Ringing): number => steps.get(id) ?? 0;
    const whatOf = (each: Ringing): EscalationStep => STEPS[stepOf(each)] ?? 'head';

    await changed(tx, RUNG, [ringing.map(({ id }) => id), ringing.map(stepOf), tx.at]);
    const heard = await this.whom.hearOf(tx, ringing.map((each) => ({ ...each, what: whatOf(each) })));
    await this.outbox.add(tx, ...ringing.map((each, i) => told(each, whatOf(each), heard[i] ?? [])));
    const offices = await this.calendars.ofAll(tx, ringing.map(({ teamId }) => teamId));
    await this.alarms.set(tx, ringing.map((each) => this.next(each, stepOf(each), offices, tx.at)));
  }

  private next(each: Ringing, step: number, offices: ReadonlyMap<string, Office>, at: Date): NewAlarm {
    const office = offices.get(each.teamId) ?? this.calendars.named(null);
    const moment = momentAfterStep(escalationOf(each, this.protocols.of(each), office), step, at);
    return { kind: CHECKPOINT_ALARM, subjectId: each.id, step: moment.step, at: moment.at };
  }
}

function told(each: Ringing, what: EscalationStep, to: readonly string[]): FollowUpFact {
  const payload = { ...about(each, each.teamId), to, dueAt: each.dueAt.toISOString() };
  if (what === 'nudge') return fact('checkpoint.nudged', each.id, payload);
  if (what === 'due') return fact('checkpoint.overdue', each.id, payload);
  return fact('checkpoint.escalated', each.id, { ...payload, what });
}

/** After so many questions without an answer the team's lead hears too. */
const LEAD_HEARS_AFTER = 3;

/** Did they come? Asked on the first open day after the one planned, and on every open day until somebody says. */
@Rings(CASE_ARRIVAL_ALARM)
@Injectable()
export class CaseArrivalAlarms implements AlarmHandler {
  constructor(
    private readonly alarms: AlarmClock,
    private readonly outbox: Outbox,
    private readonly calendars: OfficeCalendars,
    private readonly whom: Whom,
  ) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    const steps = new Map(alarms.map(({ subjectId, step }) => [subjectId, step]));
    const expected = await rows<Expected>(tx, EXPECTED, [[...steps.keys()], tx.at]);
    if (expected.length === 0) return;

    const times = ({ id }: Expected): number => (steps.get(id) ?? 0) + 1;
    const owners = await this.whom.hearOf(tx, expected.map((each) => ({ ...each, what: 'nudge' })));
    const leads = await this.whom.hearOf(tx, expected.map((each) => ({ ...each, what: 'lead' })));
    await this.outbox.add(tx, ...expected.map((each, i) => fact('arrival.asked', each.id, {
      caseId: each.id, teamId: each.teamId, times: times(each),
      to: [...new Set([...(owners[i] ?? []), ...(times(each) >= LEAD_HEARS_AFTER ? leads[i] ?? [] : [])])],
    })));
    const offices = await this.calendars.ofAll(tx, expected.map(({ teamId }) => teamId));
    await this.alarms.set(tx, expected.map((each) => {
      const office = offices.get(each.teamId) ?? this.calendars.named(null);
      return { kind: CASE_ARRIVAL_ALARM, subjectId: each.id, step: Math.min(times(each), 30_000), at: askArrivalAt(civilDateAt(tx.at, office.zone), office) };
    }));
  }
}
