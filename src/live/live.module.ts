import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.door.js';
import { CasesModule } from '../cases/cases.door.js';
import { LiveController } from './live.controller.js';
import { LiveStreams } from './live-streams.js';

/** Pages that are open learn that something changed. */
@Module({
  imports: [AccountsModule, CasesModule],
  controllers: [LiveController],
  providers: [LiveStreams],
})
export class LiveModule {}
