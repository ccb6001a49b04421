import { BullModule, Processor, WorkerHost, getQueueToken } from '@nestjs/bullmq';
import { Global, Injectable, Module, type DynamicModule, type INestApplicationContext, type OnApplicationShutdown } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Job, Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import type { AlarmHandler, RingingAlarm } from '../../libs/alarm-clock/alarm.js';
import { AlarmClock } from '../../libs/alarm-clock/alarm-clock.js';
import { AlarmClockModule } from '../../libs/alarm-clock/alarm-clock.module.js';
import { AlarmRunner } from '../../libs/alarm-clock/alarm-runner.js';
import { Rings } from '../../libs/alarm-clock/rings.js';
import { realNow } from '../../libs/clock/real-time.js';
import { HousekeepingModule } from '../../libs/housekeeping/housekeeping.module.js';
import type { Fact, FactListener } from '../../libs/outbox/fact.js';
import { Hears } from '../../libs/outbox/hears.js';
import { Outbox } from '../../libs/outbox/outbox.js';
import { OutboxModule } from '../../libs/outbox/outbox.module.js';
import { QueueEngine } from '../../libs/queue/queue-engine.js';
import { QueueModule } from '../../libs/queue/queue.module.js';
import { newId } from '../../libs/sql/id.js';
import { engine } from '../../libs/transaction/actor.js';
import { poolOptions, Pools } from '../../libs/transaction/pools.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Tx } from '../../libs/transaction/tx.js';
import { until } from '../support/clockwork.js';
import { freshDatabase, type FreshDatabase } from '../support/fresh-database.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';

jest.setTimeout(60_000);

const happened: string[] = [];

@Injectable()
@Rings('visit')
class VisitAlarms implements AlarmHandler {
  constructor(private readonly outbox: Outbox) {}

  async ring(tx: Tx, alarms: readonly RingingAlarm[]): Promise<void> {
    await this.outbox.add(tx, ...alarms.map(({ subjectId }) => ({ type: 'visit.missed', subjectId, payload: {} })));
    happened.push('rung');
  }
}

@Injectable()
@Rings('visit')
class VisitAlarmsAgain extends VisitAlarms {}

@Injectable()
@Hears('visit.missed')
class TellsTheOwner implements FactListener {
  async hear(_tx: Tx, facts: readonly Fact[]): Promise<void> {
    happened.push(...facts.map(() => 'heard'));
    return Promise.resolve();
  }
}

@Processor('lists')
class ReadsLists extends WorkerHost {
  constructor(private readonly transactions: Transactions) {
    super();
  }

  async process(job: Job<{ slow?: boolean }>): Promise<string> {
    happened.push('job begun');
    await this.transactions.run(engine('lists'), (tx) => tx.query(job.data.slow ? 'select pg_sleep(1)' : 'select 1'));
    happened.push('job done');
    return 'read';
  }
}

@Global()
@Module({})
class Foundations implements OnApplicationShutdown {
  private static readonly open = new Set<DataSource>();

  static on(url: string): DynamicModule {
    const source = async (name: string): Promise<DataSource> => {
      const pool = await new DataSource(poolOptions({ name, url, role: name, max: 4, entities: [] })).initialize();
      Foundations.open.add(pool);
      return pool;
    };
    return {
      module: Foundations,
      providers: [{ provide: Pools, useFactory: async () => new Pools(await source('office'), await source('worker'), await source('organisation')) }, Transactions],
      exports: [Pools, Transactions],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    happened.push('database closed');
    await Foundations.closeAll();
  }

  static async closeAll(): Promise<void> {
    await Promise.all([...Foundations.open].map((pool) => pool.destroy()));
    Foundations.open.clear();
  }
}

describe.each(['redis', 'postgres'] as const)('queues in a Nest application, kept in %s', (lane) => {
  let redis: RedisServer | undefined;
  let database: FreshDatabase;
  let app: INestApplicationContext | undefined;

  beforeAll(async () => {
    if (lane === 'redis') redis = await startRedis();
  });
  afterAll(async () => redis?.stop());
  beforeEach(async () => {
    happened.length = 0;
    database = await freshDatabase();
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    await database.drop();
  });

  let engineInUse: QueueEngine | undefined;

  const start = async (...more: (new (outbox: Outbox) => AlarmHandler)[]): Promise<INestApplicationContext> => {
    const queues = QueueModule.register({ redisUrl: redis?.url, databaseUrl: database.ownerUrl, role: 'worker' });
    engineInUse = (queues.providers?.[0] as { useValue: QueueEngine }).useValue;
    @Module({
      imports: [
        Foundations.on(database.ownerUrl),
        queues,
        AlarmClockModule.register({ rings: true }),
        OutboxModule.register({ delivers: true }),
        HousekeepingModule,
        BullModule.registerQueue({ name: 'lists' }),
      ],
      providers: [VisitAlarms, TellsTheOwner, ReadsLists, ...more],
    })
    class House {}
    return (app = await NestFactory.createApplicationContext(House, { logger: ['error'], abortOnError: false }));
  };

  it('lets rooms answer alarms and facts by a decorator, and jobs by @Processor', async () => {
    const house = await start();
    expect(house.get(QueueEngine).kind).toBe(lane);
    await house.get(Transactions).run(engine('test'), (tx) => house.get(AlarmClock).set(tx, [{ kind: 'visit', subjectId: newId(), at: tx.at }]));
    await until('it has rung and was heard', () => happened.includes('heard'));
    const queue = house.get<Queue>(getQueueToken('lists'));
    await until('the queue takes a job', () => queue.add('read', {}).then(() => true, () => false));
    await until('the job is done', () => happened.includes('job done'));
    expect(house.get(AlarmRunner).health()).toMatchObject({ ready: true, degraded: false });
  });

  it('finishes the job that runs before it closes the database, and is gone within ten seconds', async () => {
    const house = await start();
    const queue = house.get<Queue>(getQueueToken('lists'));
    await until('the queue takes a job', () => queue.add('read', { slow: true }).then(() => true, () => false));
    await until('the job runs', () => happened.includes('job begun'));
    const began = realNow();
    await house.close();
    app = undefined;
    expect(realNow() - began).toBeLessThan(10_000);
    expect(happened).toEqual(['job begun', 'job done', 'database closed']);
  });

  it('does not start when two classes ring the same kind', async () => {
    await expect(start(VisitAlarmsAgain)).rejects.toThrow('two classes ring "visit"');
    await engineInUse?.closeAll();
    await Foundations.closeAll();
  });
});
