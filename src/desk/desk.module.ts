import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { CasesModule } from '../cases/cases.door.js';
import { OrganisationsModule } from '../organisations/organisations.door.js';
import { ReferralsModule } from '../referrals/referrals.door.js';
import { AlarmsPages } from './alarms.pages.js';
import { AssignPages } from './assign.pages.js';
import { CasePage } from './case/case.pages.js';
import { CaseReading } from './case.queries.js';
import { ChosenCases } from './chosen-cases.js';
import { DayPages } from './day.pages.js';
import { DayQueries } from './day.queries.js';
import { DeskController } from './desk.controller.js';
import { HearAgreements } from './hear-agreements.js';
import { HearArrivals } from './hear-arrivals.js';
import { HearAssignments } from './hear-assignments.js';
import { HearContinuity } from './hear-continuity.js';
import { HearEscalations } from './hear-escalations.js';
import { HearReferrals } from './hear-referrals.js';
import { NoticesController } from './notices.controller.js';
import { NoticesPages } from './notices.pages.js';
import { NoticesStore } from './notices.store.js';
import { ReferralLists } from './referrals/lists.queries.js';
import { ReferralListsPages } from './referrals/lists.pages.js';
import { ReferManyPages } from './referrals/many.pages.js';
import { SearchNewcomers } from './search-newcomers.js';
import { SearchPages } from './search.pages.js';
import { Worklist } from './worklist.queries.js';
import { WorklistPages } from './worklist.pages.js';

/** The front counter: it stands before every room, and none of them knows it. */
@Module({})
export class DeskModule {
  /** `followUps`: that room, made once for all who use it. */
  static with({ followUps }: { readonly followUps: DynamicModule }): DynamicModule {
    return {
      module: DeskModule,
      imports: [AccountsModule, CasesModule, OrganisationsModule, ReferralsModule, followUps],
      controllers: [DeskController, NoticesController, DayPages, AssignPages, WorklistPages, SearchPages, NoticesPages, AlarmsPages, CasePage, ReferralListsPages, ReferManyPages],
      providers: [Worklist, ChosenCases, ReferralLists, DayQueries, CaseReading, SearchNewcomers, NoticesStore, HearEscalations, HearAssignments, HearContinuity, HearArrivals, HearAgreements, HearReferrals],
    };
  }
}
