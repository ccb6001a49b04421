import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { CaseBelongings } from './case-belongings.js';
import { CaseFiles } from './case-files.js';
import { CaseGate } from './case-gate.js';
import { CasePages } from './case-pages.js';
import { CasesController } from './cases.controller.js';
import { CasesPages } from './cases.pages.js';
import { CasesQueries } from './cases.queries.js';
import { CasesStore } from './cases.store.js';
import { ChangeCase } from './change-case.js';
import { Chronicle } from './chronicle.js';
import { ConsentsController } from './consents/consents.controller.js';
import { ConsentsPages } from './consents/consents.pages.js';
import { ConsentsStore } from './consents/consents.store.js';
import { RecordConsents } from './consents/record-consents.js';
import { WithdrawConsent } from './consents/withdraw-consent.js';
import { AddContactWay } from './contact/add-contact-way.js';
import { ChangeContactWay } from './contact/change-contact-way.js';
import { ContactController } from './contact/contact.controller.js';
import { ContactPages } from './contact/contact.pages.js';
import { ContactWaysStore } from './contact/contact-ways.store.js';
import { RemoveContactWay } from './contact/remove-contact-way.js';
import { TellWaysChanged } from './contact/tell-ways-changed.js';
import { NeedsController } from './needs/needs.controller.js';
import { NeedsPages } from './needs/needs.pages.js';
import { NeedsStore } from './needs/needs.store.js';
import { ScoreNeeds } from './needs/score-needs.js';
import { AddNewcomer } from './newcomers/add-newcomer.js';
import { ChangeHead } from './newcomers/change-head.js';
import { ChangeNewcomer } from './newcomers/change-newcomer.js';
import { JoinHousehold } from './newcomers/join-household.js';
import { NewcomersController } from './newcomers/newcomers.controller.js';
import { NewcomersPages } from './newcomers/newcomers.pages.js';
import { NewcomersStore } from './newcomers/newcomers.store.js';
import { RemoveNewcomer } from './newcomers/remove-newcomer.js';
import { OfficeDay } from './office-day.js';
import { OpenCase } from './open-case.js';
import { OpenFile } from './open-file.js';
import { ReadRecords } from './read-records.js';
import { RestrictCase } from './restrict-case.js';
import { WriteNote } from './write-note.js';

/** The household's file. */
@Module({
  imports: [AccountsModule],
  controllers: [
    CasesController, NewcomersController, ContactController, NeedsController, ConsentsController,
    CasesPages, NewcomersPages, ContactPages, NeedsPages, ConsentsPages,
  ],
  providers: [
    OfficeDay, CaseBelongings, CasesStore, NewcomersStore, ContactWaysStore, NeedsStore, ConsentsStore, CasesQueries, CaseGate, Chronicle, TellWaysChanged,
    OpenCase, CaseFiles, OpenFile, CasePages, ReadRecords, ChangeCase, RestrictCase, WriteNote,
    AddNewcomer, JoinHousehold, ChangeNewcomer, RemoveNewcomer, ChangeHead, AddContactWay, ChangeContactWay, RemoveContactWay,
    ScoreNeeds, RecordConsents, WithdrawConsent,
  ],
  exports: [OfficeDay, CaseBelongings, OpenCase, JoinHousehold, CaseFiles, OpenFile, CasesQueries, Chronicle, WithdrawConsent],
})
export class CasesModule {}
