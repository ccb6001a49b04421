import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { Bells } from '../../libs/alarm-clock/bells.js';
import { AlarmMetrics } from '../../libs/alarm-clock/metrics.js';
import { Ringer } from '../../libs/alarm-clock/ringer.js';
import { AlarmHandlers } from '../../libs/alarm-clock/rings.js';
import { SAFE } from '../../libs/alarm-clock/safeguards.js';
import { Audit } from '../../libs/audit/audit.js';
import type { CivilDate } from '../../libs/calendar/civil-date.js';
import { QueueEngine } from '../../libs/queue/queue-engine.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Singles } from '../../libs/transaction/singles.js';
import { People } from '../../src/accounts/accounts.door.js';
import { CaseFiles } from '../../src/cases/case-files.js';
import { CaseGate } from '../../src/cases/case-gate.js';
import type { CaseDraft, Tier } from '../../src/cases/cases.door.js';
import { CasesStore } from '../../src/cases/cases.store.js';
import { Chronicle } from '../../src/cases/chronicle.js';
import { OfficeDay } from '../../src/cases/office-day.js';
import { OpenCase } from '../../src/cases/open-case.js';
import { AssignCases } from '../../src/follow-ups/assign-cases.js';
import { CloseCase } from '../../src/follow-ups/close-case.js';
import { CompleteCheckpoint } from '../../src/follow-ups/complete-checkpoint.js';
import { ContactLog } from '../../src/follow-ups/contact-log.js';
import { BreachesStore } from '../../src/follow-ups/breaches.store.js';
import { ExplainBreach } from '../../src/follow-ups/explain-breach.js';
import { CaseArrivalAlarms, CheckpointAlarms } from '../../src/follow-ups/follow-ups.alarms.js';
import { FollowUpsQueries } from '../../src/follow-ups/follow-ups.queries.js';
import { FollowUpsStore } from '../../src/follow-ups/follow-ups.store.js';
import { HandOver } from '../../src/follow-ups/hand-over.js';
import { LateReasons } from '../../src/follow-ups/late-reasons.js';
import { LookAtCheckpoint } from '../../src/follow-ups/look-at-checkpoint.js';
import { MoveCheckpoint } from '../../src/follow-ups/move-checkpoint.js';
import { NextSteps } from '../../src/follow-ups/next-steps.js';
import { OfficeCalendars } from '../../src/follow-ups/office-calendars.js';
import { PlanPreview } from '../../src/follow-ups/preview-plan.js';
import { ProposeClosing } from '../../src/follow-ups/propose-closing.js';
import { Protocols } from '../../src/follow-ups/protocols.js';
import { ReanchorPlan } from '../../src/follow-ups/reanchor-plan.js';
import { RecordAttempt } from '../../src/follow-ups/record-attempt.js';
import { ReopenCase } from '../../src/follow-ups/reopen-case.js';
import { ReplanCase } from '../../src/follow-ups/replan-case.js';
import { ScheduleFirstDays } from '../../src/follow-ups/schedule-first-days.js';
import { TakeUp } from '../../src/follow-ups/take-up.js';
import { UndoCheckpoint } from '../../src/follow-ups/undo-checkpoint.js';
import { WaiveCheckpoint } from '../../src/follow-ups/waive-checkpoint.js';
import { Watchdog } from '../../src/follow-ups/watchdog.js';
import { Whom } from '../../src/follow-ups/whom.js';
import { aHousehold } from './households.js';
import { anOffice, type Office } from './office.js';

const ENV = { OFFICE_ZONE: 'America/Toronto', OFFICE_CALENDAR: 'mtl-counter' } as const;

/** What registration knows when it opens a case in a test. */
export interface Arriving {
  readonly by?: PersonActor;
  readonly tier?: Tier;
  readonly arrivalOn?: CivilDate;
  readonly arrivalAt?: Date;
  readonly plannedArrivalOn?: CivilDate;
  readonly draft?: Partial<CaseDraft>;
}

/** The follow-ups room over an office of its own, as its module wires it, with an alarm clock that rings when it is told to. */
export type FollowUpsRoom = Awaited<ReturnType<typeof followUpsRoom>>;

export async function followUpsRoom() {
  const office = await anOffice();
  const { transactions, outbox, see } = office;
  // The office's own protocol is the one under test.
  await see("delete from protocols where code = 'test'");

  const queue = new QueueEngine({ databaseUrl: office.ownerUrl, role: 'worker' });
  const handlers = new AlarmHandlers();
  const bells = new Bells(queue);
  const alarms = new AlarmClock(handlers, bells);
  const [people, store, queries] = [new People(), new FollowUpsStore(), new FollowUpsQueries()];
  const chronicle = new Chronicle(new Audit());
  const cases = new CasesStore();
  const files = new CaseFiles(new CaseGate(cases, people), cases, chronicle, outbox);
  const [protocols, calendars, whom] = [new Protocols(transactions), new OfficeCalendars(ENV, people), new Whom(people)];
  await protocols.publish(join(projectRoot(), 'config/protocols'));

  const takeUp = new TakeUp(files, people, store, calendars, protocols, transactions);
  const steps = new NextSteps(store, files, alarms);
  const log = new ContactLog(store, files, chronicle, outbox, whom);
  const reasons = new LateReasons(new BreachesStore(), chronicle);
  const complete = new CompleteCheckpoint(transactions, takeUp, log, store, steps, alarms, chronicle, outbox, reasons);
  const replan = new ReplanCase(transactions, takeUp, store, steps, alarms, chronicle, outbox);
  const assign = new AssignCases(transactions, files, people, store);
  const openCase = new OpenCase(outbox, new OfficeDay(ENV), ENV);
  const preview = new PlanPreview(protocols, calendars);
  const schedule = new ScheduleFirstDays(store, alarms);
  handlers.add('checkpoint', new CheckpointAlarms(alarms, outbox, calendars, protocols, whom));
  handlers.add('case-arrival', new CaseArrivalAlarms(alarms, outbox, calendars, whom));
  const singles = new Singles(transactions.poolOf({ kind: 'engine', name: 'test' }));
  const ringer = new Ringer(transactions, singles, handlers, new AlarmMetrics(), SAFE, () => 1);

  /** Registers a household as arrivals would: one transaction for the file and its promises. */
  const arrive = async ({ by = office.awa, tier = 'P3', draft = {}, ...anchors }: Arriving = {}): Promise<string> => transactions.run(by, async (tx) => {
    const days = await preview.of(tx, { tier, status: 'PR_ECON', anchors: { registeredAt: tx.at, ...anchors }, teamId: by.teamId ?? office.north, ownerId: by.personId });
    const household = aHousehold(office, by, {
      tier, immigrationStatus: 'PR_ECON', protocol: { code: days.protocol.id, version: days.protocol.version },
      state: anchors.arrivalOn ? 'open' : 'expected', arrivalOn: anchors.arrivalOn ?? null, arrivalAt: anchors.arrivalAt ?? null, plannedArrivalOn: anchors.plannedArrivalOn ?? null, ...draft,
    });
    const { caseId } = await openCase.run(tx, household, days.first);
    await schedule.run(tx, { caseId, days });
    return caseId;
  });

  return {
    ...office, office, alarms, protocols, calendars, takeUp, complete, replan, assign, preview, schedule, arrive, store, queries, files, openCase, outbox,
    attempt: new RecordAttempt(transactions, takeUp, log, complete, steps),
    move: new MoveCheckpoint(transactions, takeUp, store, steps, alarms, chronicle, outbox, reasons),
    waive: new WaiveCheckpoint(transactions, takeUp, store, steps, alarms, chronicle, outbox, reasons),
    undo: new UndoCheckpoint(transactions, takeUp, store, steps, alarms, chronicle, outbox),
    explain: new ExplainBreach(transactions, takeUp, reasons),
    look: new LookAtCheckpoint(transactions, takeUp, store, chronicle),
    shut: new CloseCase(transactions, files, store, alarms),
    reopen: new ReopenCase(transactions, files, people, store, calendars, protocols, alarms),
    reanchor: new ReanchorPlan(takeUp, replan, files, alarms),
    handOver: new HandOver(transactions, people, queries, assign, outbox),
    proposeClosing: new ProposeClosing(queries, protocols, calendars),
    watchdog: new Watchdog(transactions, alarms, outbox, calendars, protocols),

    /** Sets the office's clock; the tests never wait. */
    clockTo: (at: string) => see('update office_clock set office_from = $1, real_from = clock_timestamp(), version = version + 1', [at]),
    /** Rings everything that is due. */
    ring: async (): Promise<number> => {
      let rung = 0;
      for (let taken = await ringer.ringBatch(); taken > 0; taken = await ringer.ringBatch()) rung += taken;
      return rung;
    },
    checkpoint: async (caseId: string, code: string) => {
      const [found] = await see<Record<string, unknown> & { id: string; version: number; due_at: Date; state: string }>(
        "select * from checkpoints where case_id = $1 and code = $2 order by (state = 'scheduled') desc, due_at desc limit 1", [caseId, code]);
      if (!found) throw new Error(`no checkpoint ${code}`);
      return found;
    },
    caseRow: async (caseId: string) => (await see<Record<string, unknown>>('select * from cases where id = $1', [caseId]))[0] ?? {},
    facts: (type: string, subjectId: string) => see<{ payload: Record<string, unknown> }>('select payload from facts where type = $1 and subject_id = $2 order by id', [type, subjectId]),
    stop: async () => {
      await bells.close();
      await singles.close();
      await queue.closeAll();
      await office.close();
    },
  };
}

/** The office's people, for titles that read well. */
export type { Office };
