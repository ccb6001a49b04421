import { Inject, Injectable, Module, type BeforeApplicationShutdown, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Transactions } from '../transaction/transactions.js';
import { Deliverer } from './deliverer.js';
import { FactTail } from './fact-tail.js';
import { FactListeners } from './hears.js';
import { Outbox } from './outbox.js';
import { SetAsideDeliveries } from './set-aside-deliveries.js';

/** Starts delivering with the application, and stops before the database does. */
@Injectable()
class DeliversFacts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(Deliverer) private readonly deliverer: Deliverer) {}

  onApplicationBootstrap(): Promise<void> {
    return this.deliverer.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.deliverer.stop();
  }
}

/** Facts for every room. Every process that writes facts must know all listeners; only a worker delivers. */
@Module({})
export class OutboxModule {
  static register({ delivers }: { readonly delivers: boolean }): DynamicModule {
    const listeners = { provide: FactListeners, inject: [DiscoveryService], useFactory: (all: DiscoveryService) => new FactListeners(all) };
    const worker = [{
      provide: Deliverer,
      inject: [Transactions, FactListeners, Outbox],
      useFactory: (transactions: Transactions, heard: FactListeners, outbox: Outbox) => new Deliverer(transactions, heard, outbox),
    }, DeliversFacts];
    return {
      module: OutboxModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [listeners, Outbox, FactTail, SetAsideDeliveries, ...(delivers ? worker : [])],
      exports: [Outbox, FactTail, SetAsideDeliveries],
    };
  }
}
