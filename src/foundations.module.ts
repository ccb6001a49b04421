import { type DynamicModule, Global, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '../config/env.js';
import { projectRoot } from '../config/root.js';
import { Audit } from '../libs/audit/audit.js';
import { Clock } from '../libs/clock/clock.js';
import { Messages } from '../libs/i18n/messages.js';
import { poolOptions, Pools } from '../libs/transaction/pools.js';
import { Transactions } from '../libs/transaction/transactions.js';
import { Assets } from '../libs/ui/assets.js';
import { AssetsController } from './assets.controller.js';
import { Frame } from './frame/frame.js';
import { rowShapes } from './rows.js';

/** What every room stands on, made once: configuration, pools, transactions, clock, audit, texts. */
@Global()
@Module({})
export class FoundationsModule {
  static with(env: Env, databaseUrl: string, { demo }: { readonly demo: () => boolean }): DynamicModule {
    const pool = (name: string, role: string, max: number) =>
      TypeOrmModule.forRoot({ ...poolOptions({ name, url: databaseUrl, role, max, entities: rowShapes }), name });
    return {
      module: FoundationsModule,
      imports: [
        pool('default', env.DATABASE_ROLE_OFFICE, env.POOL_OFFICE),
        pool('worker', env.DATABASE_ROLE_WORKER, env.POOL_WORKER),
        pool('organisation', env.DATABASE_ROLE_ORGANISATION, env.POOL_OFFICE),
      ],
      providers: [
        { provide: ENV, useValue: env },
        {
          provide: Pools,
          useFactory: (office: DataSource, worker: DataSource, organisation: DataSource) => new Pools(office, worker, organisation),
          inject: [getDataSourceToken(), getDataSourceToken('worker'), getDataSourceToken('organisation')],
        },
        { provide: Messages, useFactory: () => Messages.load(projectRoot(), { zone: env.OFFICE_ZONE }) },
        { provide: Assets, useFactory: () => Assets.load(projectRoot()) },
        { provide: Frame, useFactory: (assets: Assets) => new Frame(assets, { demo, ownMails: !env.SMTP_URL }), inject: [Assets] },
        Transactions,
        Clock,
        Audit,
      ],
      controllers: [AssetsController],
      exports: [ENV, Pools, Messages, Assets, Frame, Transactions, Clock, Audit],
    };
  }
}
