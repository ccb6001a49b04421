import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';

/** The network of organisations: who can help with what, where, for whom, and how much room they have. */
@Module({
  imports: [AccountsModule],
})
export class OrganisationsModule {}
