import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { CasesModule } from '../cases/cases.door.js';
import { ArrivalsController } from './arrivals.controller.js';
import { ChooseOwner } from './choose-owner.js';
import { JudgeHousehold } from './judge-household.js';
import { IMPORTS, ImportsQueue } from './lists/imports-queue.js';
import { ListsController } from './lists/lists.controller.js';
import { ListJobs, ListSweep, LoadsLists } from './lists/lists.jobs.js';
import { ListsPages } from './lists/lists.pages.js';
import { ListsQueries } from './lists/lists.queries.js';
import { ListsStore } from './lists/lists.store.js';
import { LoadHouseholds } from './lists/load-households.js';
import { LoadList } from './lists/load-list.js';
import { UploadList } from './lists/upload-list.js';
import { ArrivePages } from './notices/arrive.pages.js';
import { ConfirmArrival } from './notices/confirm-arrival.js';
import { NoticesController } from './notices/notices.controller.js';
import { OpenHousehold } from './open-household.js';
import { PreviewArrival } from './preview-arrival.js';
import { ReadFormLists } from './register/form-lists.js';
import { RegisterPages } from './register/register.pages.js';
import { RegisterArrival } from './register-arrival.js';
import { DecideTier } from './tier/decide-tier.js';
import { TierController } from './tier/tier.controller.js';
import { TierPages } from './tier/tier.pages.js';

/** How they come: registration, notices and lists. Lists are loaded where the workers are. */
@Module({})
export class ArrivalsModule {
  /** `workers`: whether lists are loaded in this process. `followUps`: that room, made once for all who use it. */
  static with({ workers, followUps }: { readonly workers: boolean; readonly followUps: DynamicModule }): DynamicModule {
    return {
      module: ArrivalsModule,
      imports: [AccountsModule, CasesModule, followUps, BullModule.registerQueue({ name: IMPORTS })],
      controllers: [ArrivalsController, NoticesController, ListsController, TierController, RegisterPages, ArrivePages, TierPages, ListsPages],
      providers: [
        ChooseOwner, JudgeHousehold, OpenHousehold, RegisterArrival, PreviewArrival, ReadFormLists, ConfirmArrival, DecideTier,
        ListsStore, ListsQueries, ImportsQueue, UploadList, LoadList, LoadHouseholds,
        ...(workers ? [LoadsLists, ListJobs, ListSweep] : []),
      ],
    };
  }
}
