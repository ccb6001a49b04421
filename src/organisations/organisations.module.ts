import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { ListingsStore } from './listings/listings.store.js';
import { RollOpenings } from './listings/roll-openings.js';

/** The network of organisations: who can help with what, where, for whom, and how much room they have. */
@Module({
  imports: [AccountsModule],
  providers: [ListingsStore, RollOpenings],
})
export class OrganisationsModule {}
