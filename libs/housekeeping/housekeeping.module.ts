import { Global, Inject, Injectable, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Transactions } from '../transaction/transactions.js';
import { Chores } from './chores.js';

/** Does the chores while the application runs. */
@Injectable()
class DoesChores implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Chores) private readonly chores: Chores) {}

  onApplicationBootstrap(): void {
    this.chores.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.chores.stop();
  }
}

/** The hourly tidying of a worker process. */
@Global()
@Module({
  providers: [{ provide: Chores, inject: [Transactions], useFactory: (transactions: Transactions) => new Chores(transactions) }, DoesChores],
  exports: [Chores],
})
export class HousekeepingModule {}
