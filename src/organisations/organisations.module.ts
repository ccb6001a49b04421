import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { ListingsStore } from './listings/listings.store.js';
import { RollOpenings } from './listings/roll-openings.js';
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
    PlacesController, PlacesPages,
    SearchController,
  ],
  providers: [
    ListingsStore, RollOpenings,
    PlacesStore, PlacesGate, ReadPlaces, TellPlaces, ConfirmPlaces, AdjustPlaces,
    SearchServices,
  ],
  exports: [AdjustPlaces],
})
export class OrganisationsModule {}
