import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { AgreementEndingAlarms } from './agreements/agreement.alarms.js';
import { AgreementsController } from './agreements/agreements.controller.js';
import { AgreementsPages } from './agreements/agreements.pages.js';
import { AgreementsStore } from './agreements/agreements.store.js';
import { ChangeAgreement } from './agreements/change-agreement.js';
import { EndAgreement } from './agreements/end-agreement.js';
import { MakeAgreement } from './agreements/make-agreement.js';
import { ReadAgreements } from './agreements/read-agreements.js';
import { ServicesToAsk } from './asked/services-to-ask.js';
import { WhoHasRoom } from './asked/who-has-room.js';
import { Calendars } from './calendars.js';
import { DirectoryPages } from './directory/directory.pages.js';
import { ReadDirectory } from './directory/read-directory.js';
import { HearNetwork } from './hear-network.js';
import { BringIn } from './hsds/bring-in.js';
import { ExportController } from './hsds/export.controller.js';
import { ExportQueries } from './hsds/export.queries.js';
import { ImportsController } from './hsds/imports.controller.js';
import { ImportsPages } from './hsds/imports.pages.js';
import { ImportsQueries } from './hsds/imports.queries.js';
import { ImportsStore } from './hsds/imports.store.js';
import { PackageOut } from './hsds/package-out.js';
import { ReadNetwork } from './hsds/read-network.js';
import { SayMeaning } from './hsds/say-meaning.js';
import { SettleImport } from './hsds/settle-import.js';
import { TermsController } from './hsds/terms.controller.js';
import { TermsPages } from './hsds/terms.pages.js';
import { TermsQueries } from './hsds/terms.queries.js';
import { WeighImport } from './hsds/weigh-import.js';
import { AnswerLink } from './links/answer-link.js';
import { AnswerPages } from './links/answer.pages.js';
import { AskOrganisation } from './links/ask-organisation.js';
import { ForgetOldLinks } from './links/forget-old-links.js';
import { KeepLinks } from './links/keep-links.js';
import { LinksController } from './links/links.controller.js';
import { LinksPages } from './links/links.pages.js';
import { OrganisationLinks } from './links/links.store.js';
import { QuestionMails } from './links/question-mails.js';
import { AddLocation } from './listings/add-location.js';
import { AddOrganisation } from './listings/add-organisation.js';
import { AddService } from './listings/add-service.js';
import { AssureService } from './listings/assure-service.js';
import { ChangeHours } from './listings/change-hours.js';
import { ChangeLocation } from './listings/change-location.js';
import { ChangeOrganisation } from './listings/change-organisation.js';
import { ChangeService } from './listings/change-service.js';
import { ListingsGate } from './listings/listings-gate.js';
import { ListingsQueries } from './listings/listings.queries.js';
import { ListingsStore } from './listings/listings.store.js';
import { OrganisationsController } from './listings/organisations.controller.js';
import { OrganisationsPages } from './listings/organisations.pages.js';
import { PageAsides } from './listings/page-asides.js';
import { PauseOrganisation } from './listings/pause-organisation.js';
import { ReadListings } from './listings/read-listings.js';
import { RemoveLocation } from './listings/remove-location.js';
import { RollOpenings } from './listings/roll-openings.js';
import { ServiceTools } from './listings/service-tools.js';
import { ServicesController } from './listings/services.controller.js';
import { ServicesPages } from './listings/services.pages.js';
import { NetworkController } from './network/network.controller.js';
import { NetworkPages } from './network/network.pages.js';
import { NetworkQueries } from './network/network.queries.js';
import { ReadCoverage } from './network/read-coverage.js';
import { OrganisationHoursAlarms, ServiceListingAlarms, ServicePlacesAlarms, ServiceReopensAlarms } from './organisations.alarms.js';
import { AdjustPlaces } from './places/adjust-places.js';
import { ConfirmPlaces } from './places/confirm-places.js';
import { OurPlaces } from './places/our-places.js';
import { OurPlacesPages } from './places/our-places.pages.js';
import { PlacesGate } from './places/places-gate.js';
import { PlacesController } from './places/places.controller.js';
import { PlacesPages } from './places/places.pages.js';
import { PlacesStore } from './places/places.store.js';
import { ReadPlaces } from './places/read-places.js';
import { TellPlaces } from './places/tell-places.js';
import { PlanAlarms } from './plan-alarms.js';
import { SearchServices } from './search/search-services.js';
import { SearchController } from './search/search.controller.js';
import { SearchPages } from './search/search.pages.js';

/** The network of organisations: who can help with what, where, for whom, and how much room they have. */
@Module({
  imports: [AccountsModule],
  controllers: [
    OrganisationsController, ServicesController, OrganisationsPages, ServicesPages,
    PlacesController, PlacesPages, OurPlacesPages, AgreementsController, AgreementsPages, LinksController, LinksPages, AnswerPages,
    SearchController, SearchPages,
    DirectoryPages,
    NetworkController, NetworkPages,
    ExportController, ImportsController, ImportsPages, TermsController, TermsPages,
  ],
  providers: [
    ListingsStore, ListingsGate, ListingsQueries, ReadListings, RollOpenings, ServiceTools, PageAsides,
    AddOrganisation, ChangeOrganisation, PauseOrganisation, AddService, ChangeService, ChangeHours, AssureService, AddLocation, ChangeLocation, RemoveLocation,
    PlacesStore, PlacesGate, ReadPlaces, TellPlaces, ConfirmPlaces, AdjustPlaces, OurPlaces,
    OrganisationLinks, AskOrganisation, QuestionMails, AnswerLink, KeepLinks, ForgetOldLinks,
    AgreementsStore, MakeAgreement, ChangeAgreement, EndAgreement, ReadAgreements,
    Calendars, PlanAlarms, HearNetwork, ServicePlacesAlarms, ServiceListingAlarms, ServiceReopensAlarms, OrganisationHoursAlarms, AgreementEndingAlarms,
    SearchServices, ServicesToAsk, WhoHasRoom,
    ReadDirectory,
    NetworkQueries, ReadCoverage,
    ReadNetwork, ImportsStore, ImportsQueries, WeighImport, BringIn, SettleImport, ExportQueries, PackageOut, TermsQueries, SayMeaning,
  ],
  exports: [AdjustPlaces, OurPlaces, ReadAgreements, PlanAlarms, SearchServices, ServicesToAsk, WhoHasRoom],
})
export class OrganisationsModule {}
