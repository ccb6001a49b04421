import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { CasesModule } from '../cases/cases.door.js';
import { AssignCases } from './assign-cases.js';
import { BreachesStore } from './breaches.store.js';
import { CaseDeedsController, HandOverController } from './case-deeds.controller.js';
import { CaseDeedPages, HandOverPages } from './case-deeds.pages.js';
import { CheckpointPages } from './checkpoints.pages.js';
import { CloseCase } from './close-case.js';
import { DeedPages } from './deed-pages.js';
import { CompleteCheckpoint } from './complete-checkpoint.js';
import { ContactLog } from './contact-log.js';
import { ExplainBreach } from './explain-breach.js';
import { CaseArrivalAlarms, CheckpointAlarms } from './follow-ups.alarms.js';
import { CheckpointsController, ProtocolsController } from './follow-ups.controller.js';
import { FollowUpsQueries } from './follow-ups.queries.js';
import { FollowUpsStore } from './follow-ups.store.js';
import { HandOver } from './hand-over.js';
import { LateReasons } from './late-reasons.js';
import { LookAtCheckpoint } from './look-at-checkpoint.js';
import { MoveCheckpoint } from './move-checkpoint.js';
import { NextSteps } from './next-steps.js';
import { OfficeCalendars } from './office-calendars.js';
import { PlanPreview } from './preview-plan.js';
import { ProposeClosing } from './propose-closing.js';
import { Protocols } from './protocols.js';
import { ReanchorPlan } from './reanchor-plan.js';
import { RecordAttempt } from './record-attempt.js';
import { ReopenCase } from './reopen-case.js';
import { ReplanCase } from './replan-case.js';
import { ScheduleFirstDays } from './schedule-first-days.js';
import { TakeUp } from './take-up.js';
import { UndoCheckpoint } from './undo-checkpoint.js';
import { WaiveCheckpoint } from './waive-checkpoint.js';
import { Watchdog, WatchdogRounds } from './watchdog.js';
import { Whom } from './whom.js';

const DOOR = [
  PlanPreview, ScheduleFirstDays, ReanchorPlan, CloseCase, AssignCases, HandOver, FollowUpsQueries, ProposeClosing, TakeUp, Protocols, OfficeCalendars, Watchdog,
];

/** When we are in touch: promises, attempts, alarms, and the watch over them. */
@Module({})
export class FollowUpsModule {
  /** `workers`: whether the watchdog makes its rounds in this process. */
  static with({ workers }: { readonly workers: boolean }): DynamicModule {
    return {
      module: FollowUpsModule,
      imports: [AccountsModule, CasesModule],
      controllers: [CheckpointsController, ProtocolsController, CaseDeedsController, HandOverController, CheckpointPages, CaseDeedPages, HandOverPages],
      providers: [
        ...DOOR, DeedPages, FollowUpsStore, BreachesStore, NextSteps, LateReasons, ContactLog, Whom, CheckpointAlarms, CaseArrivalAlarms,
        RecordAttempt, CompleteCheckpoint, MoveCheckpoint, WaiveCheckpoint, UndoCheckpoint, LookAtCheckpoint, ExplainBreach, ReplanCase, ReopenCase,
        ...(workers ? [WatchdogRounds] : []),
      ],
      exports: DOOR,
    };
  }
}
