import { BullModule } from '@nestjs/bullmq';
import { Inject, Module, type BeforeApplicationShutdown, type DynamicModule } from '@nestjs/common';
import { QueueEngine } from './queue-engine.js';
import type { QueueSettings } from './queue-connection.js';

/**
 * BullMQ for the whole house. Register it once; rooms then use `BullModule.registerQueue({ name })` and `@Processor(name)`
 * as usual, and get the engine that the configuration chose. Everything is closed before the first database pool is.
 */
@Module({})
export class QueueModule implements BeforeApplicationShutdown {
  constructor(@Inject(QueueEngine) private readonly engine: QueueEngine) {}

  static register(settings: QueueSettings): DynamicModule {
    const engine = new QueueEngine(settings);
    // @nestjs/bullmq builds with these classes: its queues fail fast, its workers wait, whichever the engine.
    BullModule.queueClass = engine.queueClass;
    BullModule.workerClass = engine.workerClass;
    return {
      module: QueueModule,
      global: true,
      imports: [BullModule.forRoot({ connection: {} })],
      providers: [{ provide: QueueEngine, useValue: engine }],
      exports: [QueueEngine],
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.engine.closeAll();
  }
}
