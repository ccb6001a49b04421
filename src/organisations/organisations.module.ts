import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
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
import { PauseOrganisation } from './listings/pause-organisation.js';
import { ReadListings } from './listings/read-listings.js';
import { RemoveLocation } from './listings/remove-location.js';
import { RollOpenings } from './listings/roll-openings.js';
import { ServiceTools } from './listings/service-tools.js';
import { ServicesController } from './listings/services.controller.js';
import { NetworkController } from './network/network.controller.js';
import { NetworkPages } from './network/network.pages.js';
import { NetworkQueries } from './network/network.queries.js';
import { ReadCoverage } from './network/read-coverage.js';
import { AdjustPlaces } from './places/adjust-places.js';
import { ConfirmPlaces } from './places/confirm-places.js';
import { PlacesController } from './places/places.controller.js';
import { PlacesGate } from './places/places-gate.js';
import { PlacesPages } from './places/places.pages.js';
import { PlacesStore } from './places/places.store.js';
import { ReadPlaces } from './places/read-places.js';
import { TellPlaces } from './places/tell-places.js';
import { SearchController } from './search/search.controller.js';
import { SearchServices } from './search/search-services.js';

/** The network of organisations: who can help with what, where, for whom, and how much room they have. */
@Module({
  imports: [AccountsModule],
  controllers: [
    OrganisationsController, ServicesController,
    PlacesController, PlacesPages,
    SearchController,
    NetworkController, NetworkPages,
  ],
  providers: [
    ListingsStore, ListingsGate, ListingsQueries, ReadListings, RollOpenings, ServiceTools,
    AddOrganisation, ChangeOrganisation, PauseOrganisation, AddService, ChangeService, ChangeHours, AssureService, AddLocation, ChangeLocation, RemoveLocation,
    PlacesStore, PlacesGate, ReadPlaces, TellPlaces, ConfirmPlaces, AdjustPlaces,
    SearchServices,
    NetworkQueries, ReadCoverage,
  ],
  exports: [AdjustPlaces],
})
export class OrganisationsModule {}
