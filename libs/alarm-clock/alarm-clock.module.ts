import { Inject, Injectable, Module, type BeforeApplicationShutdown, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { QueueEngine } from '../queue/queue-engine.js';
import { Pools } from '../transaction/pools.js';
import { Transactions } from '../transaction/transactions.js';
import { AlarmClock } from './alarm-clock.js';
import { AlarmRunner } from './alarm-runner.js';
import { Bells } from './bells.js';
import { AlarmMetrics } from './metrics.js';
import { AlarmHandlers } from './rings.js';
import { SetAsideAlarms } from './set-aside-alarms.js';

/** Starts the alarm clock's worker with the application, and stops it before the queues and the database. */
@Injectable()
class RunsAlarms implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(AlarmRunner) private readonly runner: AlarmRunner,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.runner.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.runner.stop();
  }
}

/** Alarms for every room. A process that does not ring may still set them: it only lacks the worker. */
@Module({})
export class AlarmClockModule {
  static register({ rings }: { readonly rings: boolean }): DynamicModule {
    const worker = [{
      provide: AlarmRunner,
      inject: [Pools, Transactions, QueueEngine, AlarmHandlers, Bells, AlarmMetrics],
      useFactory: (pools: Pools, transactions: Transactions, engine: QueueEngine, handlers: AlarmHandlers, bells: Bells, metrics: AlarmMetrics) =>
        new AlarmRunner({ pools, transactions, engine, handlers, bells, metrics }),
    }, RunsAlarms];
    const handlers = { provide: AlarmHandlers, inject: [DiscoveryService], useFactory: (all: DiscoveryService) => new AlarmHandlers(all) };
    return {
      module: AlarmClockModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [handlers, Bells, AlarmClock, AlarmMetrics, SetAsideAlarms, ...(rings ? worker : [])],
      exports: [AlarmClock, AlarmMetrics, AlarmHandlers, SetAsideAlarms, ...(rings ? [AlarmRunner] : [])],
    };
  }
}
