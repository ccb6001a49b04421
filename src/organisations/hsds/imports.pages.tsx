import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import { Forbidden, Refusal } from '../../../libs/http/refusal.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Frame } from '../../frame/frame.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { BringIn } from './bring-in.js';
import { ImportPage } from './import.view.js';
import { importId, type ImportsQuery, importsQuery } from './imports.dto.js';
import { ImportsQueries } from './imports.queries.js';
import { InNetwork } from '../network-tabs.js';
import { ImportsPage } from './imports.view.js';
import { sentFiles } from './sent-files.js';
import { SettleImport } from './settle-import.js';
import { sendReport } from './write-report.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const ONCE_KEY = /^[\x21-\x7e]{1,200}$/;
const FIRST_PAGE: ImportsQuery = { limit: 20 };

/** Directories as pages: handing one in, seeing what it would change, applying it, taking ours out. */
@ApiExcludeController()
@Controller('organisations/import')
export class ImportsPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly imports: ImportsQueries,
    private readonly bringIn: BringIn,
    private readonly settle: SettleImport,
  ) {}

  @Get()
  recent(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: importsQuery }) query: ImportsQuery): Promise<void> {
    return this.showAll({ by, request, reply }, NO_FAULTS, query);
  }

  @Post()
  async handIn(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    try {
      const { files, fields: { once } } = await sentFiles(request);
      const key = once !== undefined && ONCE_KEY.test(once) ? { once: { key: once, fingerprint: '' } } : {};
      const { importId: id } = await this.bringIn.run({ ...by, ...key }, { files });
      seeOther(reply, `/organisations/import/${id}`);
    } catch (fault) {
      await this.showAll({ by, request, reply }, formFaults(fault, request.t), FIRST_PAGE);
    }
  }

  @Get(':id')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string): Promise<void> {
    return this.showOne({ by, request, reply }, id, NO_FAULTS);
  }

  @Get(':id/report.csv')
  async report(@By() by: SignedIn, @Req() { t }: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string): Promise<void> {
    sendReport(reply, (await this.transactions.read(by, (tx) => this.imports.sheet(tx, id))).report, t);
  }

  @Post(':id/apply')
  apply(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<void> {
    return this.attempt({ by, request, reply }, id, async () => {
      const { shownAgain, state } = await this.settle.apply(by, id, seen);
      if (shownAgain) throw new Refusal('organisations.import-shown-again', { state });
    });
  }

  @Post(':id/discard')
  discard(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<void> {
    return this.attempt({ by, request, reply }, id, () => this.settle.discard(by, id, seen));
  }

  private async attempt(asked: Asked, id: string, deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
    } catch (fault) {
      return this.showOne(asked, id, formFaults(fault, asked.request.t));
    }
    seeOther(asked.reply, `/organisations/import/${id}`);
  }

  private async showAll({ by, request, reply }: Asked, faults: FormFaults, query: ImportsQuery): Promise<void> {
    const { t } = request;
    const { now, imports } = await this.transactions.read(by, async (tx) => ({ now: tx.at, imports: await this.imports.recent(tx, query) }));
    const content = <InNetwork t={t} part="import" keeps={mayKeepNetwork(by)}><ImportsPage t={t} now={now} imports={imports} after={query.after !== undefined} once={newId()} faults={faults} /></InNetwork>;
    this.send(reply, faults, this.frame.office(request, { title: t('organisations.hsds.title'), current: '/organisations', faulty: faults.summary.length > 0 }, content));
  }

  private async showOne({ by, request, reply }: Asked, id: string, faults: FormFaults): Promise<void> {
    const { t } = request;
    const { now, sheet } = await this.transactions.read(by, async (tx) => ({ now: tx.at, sheet: await this.imports.sheet(tx, id) }));
    const content = <ImportPage t={t} now={now} sheet={sheet} once={newId()} faults={faults} />;
    this.send(reply, faults, this.frame.office(request, { title: sheet.fileName, current: '/organisations', faulty: faults.summary.length > 0 }, content));
  }

  private send(reply: FastifyReply, { status }: FormFaults, html: string): void {
    void reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }
}
