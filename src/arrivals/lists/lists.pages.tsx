import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { type FormFaults, formFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { By, MaybeSeen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { Assets } from '../../../libs/ui/assets.js';
import { renderPart } from '../../../libs/ui/render.js';
import { People } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { mayBringIn, teamsFor } from '../arrivals.policy.js';
import { Loading, ListPage, WORTH_SEEING } from './list.view.js';
import { sendRejects } from './lists.controller.js';
import { importId, type ListsQuery, listsQuery, type RowsQuery, rowsQuery } from './lists.dto.js';
import { ListsQueries } from './lists.queries.js';
import { ListsPage } from './lists.view.js';
import { LoadList } from './load-list.js';
import { sentFile } from './sent-file.js';
import { UploadList } from './upload-list.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A browser without script looks again after so many seconds. */
const LOOK_AGAIN_S = 3;

/** Arrival lists as pages: handing one in, seeing what was understood, loading it. */
@ApiExcludeController()
@Controller('arrivals/lists')
export class ListsPages {
  constructor(
    private readonly frame: Frame,
    private readonly assets: Assets,
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly lists: ListsQueries,
    private readonly uploadList: UploadList,
    private readonly loadList: LoadList,
  ) {}

  @Get()
  recent(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: listsQuery }) query: ListsQuery): Promise<void> {
    return this.showLists({ by, request, reply }, NO_FAULTS, query);
  }

  @Post()
  async upload(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!mayBringIn(by)) throw new Forbidden();
    try {
      const { fileName, bytes, fields: { once, teamId } } = await sentFile(request);
      const key = once !== undefined && /^[\x21-\x7e]{1,200}$/.test(once) ? { once: { key: once, fingerprint: '' } } : {};
      const uploaded = await this.uploadList.run({ ...by, ...key }, { fileName, bytes, teamId: teamId || undefined });
      seeOther(reply, `/arrivals/lists/${uploaded.importId}`);
    } catch (fault) {
      await this.showLists({ by, request, reply }, formFaults(fault, request.t), { limit: 20 });
    }
  }

  @Get(':id')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string, @Query({ schema: rowsQuery }) query: RowsQuery): Promise<void> {
    return this.showList({ by, request, reply }, id, NO_FAULTS, query);
  }

  /** The bar alone, asked for while a list loads; when it is over the whole page is worth loading again. */
  @Get(':id/progress')
  async progress(@By() by: SignedIn, @Req() { t }: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string): Promise<void> {
    const list = await this.transactions.read(by, (tx) => this.lists.sheet(tx, id));
    if (list.state === 'done') void reply.header('hx-redirect', `/arrivals/lists/${id}`);
    void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(renderPart(<Loading t={t} list={list} />, { t, assets: this.assets }));
  }

  @Get(':id/rejects.csv')
  async rejects(@By() by: SignedIn, @Req() { t }: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string): Promise<void> {
    const list = await this.transactions.read(by, async (tx) => {
      await this.lists.sheet(tx, id);
      return this.lists.rejects(tx, id);
    });
    sendRejects(reply, list, t);
  }

  @Post(':id/load')
  load(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<void> {
    return this.attempt({ by, request, reply }, id, () => this.loadList.run(by, id, seen));
  }

  @Post(':id/discard')
  discard(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<void> {
    return this.attempt({ by, request, reply }, id, () => this.loadList.discard(by, id, seen));
  }

  private async attempt(asked: Asked, id: string, deed: () => Promise<unknown>): Promise<void> {
    try {
      await deed();
    } catch (fault) {
      return this.showList(asked, id, formFaults(fault, asked.request.t), { limit: 50 });
    }
    seeOther(asked.reply, `/arrivals/lists/${id}`);
  }

  private async showLists({ by, request, reply }: Asked, faults: FormFaults, { after, limit }: ListsQuery): Promise<void> {
    if (!mayBringIn(by)) throw new Forbidden();
    const { t } = request;
    const { now, lists, teams } = await this.transactions.read(by, async (tx) => (
      { now: tx.at, lists: await this.lists.recent(tx, { after, limit }), teams: teamsFor(by, await this.people.teams(tx)) }));
    const content = <ListsPage t={t} now={now} lists={lists} after={after !== undefined} teams={teams} once={newId()} faults={faults} />;
    this.send(reply, faults, this.frame.office(request, { title: t('arrivals.lists.title'), current: '/arrivals/lists', faulty: faults.summary.length > 0 }, content));
  }

  private async showList({ by, request, reply }: Asked, id: string, faults: FormFaults, { verdict, after, limit }: RowsQuery): Promise<void> {
    const { t } = request;
    const sheet = await this.transactions.read(by, async (tx) => ({
      now: tx.at, list: await this.lists.sheet(tx, id), households: await this.lists.remarked(tx, id),
      rows: await this.lists.rows(tx, id, { verdicts: verdict ? [verdict] : WORTH_SEEING, after, limit }),
    }));
    const { state, fileName } = sheet.list;
    const refreshAfter = state === 'waiting' || state === 'running' ? { refreshAfter: LOOK_AGAIN_S } : {};
    const content = <ListPage t={t} {...sheet} verdict={verdict} after={after !== undefined} once={newId()} faults={faults} />;
    this.send(reply, faults, this.frame.office(request, { title: fileName, current: '/arrivals/lists', faulty: faults.summary.length > 0, ...refreshAfter }, content));
  }

  private send(reply: FastifyReply, { status }: FormFaults, html: string): void {
    void reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
  }
}
