import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '../../../libs/http/api-words.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { By, MaybeSeen, type SignedIn, T } from '../../../libs/http/reader.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayBringIn } from '../arrivals.policy.js';
import { importId, type ListsQuery, listsQuery, type RowsQuery, rowsQuery } from './lists.dto.js';
import { type ListLine, ListsQueries } from './lists.queries.js';
import { LoadList, type MovedList } from './load-list.js';
import type { ListProblem } from './problems.rules.js';
import { sentFile } from './sent-file.js';
import { type UploadedList, UploadList } from './upload-list.js';
import { explainProblem, writeRejects } from './write-rejects.js';

/** Arrival lists: handed in, looked at, loaded. */
@ApiTags('arrivals')
@Controller('api/arrival-imports')
export class ListsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: ListsQueries,
    private readonly uploadList: UploadList,
    private readonly loadList: LoadList,
  ) {}

  @ApiOperation({ summary: 'Hand in an arrival list (CSV, at most 8 MB); it is read, and nobody arrives yet' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, teamId: { type: 'string', format: 'uuid' } } } })
  @Post()
  async upload(@By() by: SignedIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<UploadedList> {
    if (!mayBringIn(by)) throw new Forbidden();
    const { fileName, bytes, fields } = await sentFile(request);
    const uploaded = await this.uploadList.run(by, { fileName, bytes, teamId: fields['teamId'] });
    void reply.header('location', `/api/arrival-imports/${uploaded.importId}`);
    return uploaded;
  }

  @ApiOperation({ summary: 'List the arrival lists, the latest first' })
  @Get()
  async recent(@By() by: SignedIn, @Query({ schema: listsQuery }) query: ListsQuery): Promise<Keyset<ListLine>> {
    if (!mayBringIn(by)) throw new Forbidden();
    return this.transactions.read(by, (tx) => this.lists.recent(tx, query));
  }

  @ApiOperation({ summary: 'Show how a list was understood, what becomes of its rows, and how far it is loaded' })
  @Get(':id')
  async show(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @T() t: Translate): Promise<object> {
    const [sheet, households] = await this.transactions.read(by, async (tx) => [await this.lists.sheet(tx, id), await this.lists.remarked(tx, id)] as const);
    return {
      ...sheet,
      faults: sheet.faults.map((fault) => ({ ...fault, text: t(`arrivals.list.faults.${fault.code}`, fault.values) })),
      remarkedHouseholds: households.map(({ problems, ...one }) => ({ ...one, problems: problems.map((problem) => explained(problem, t)) })),
    };
  }

  @ApiOperation({ summary: 'List the rows of a list with their verdicts and the reasons' })
  @Get(':id/rows')
  async rows(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @Query({ schema: rowsQuery }) { verdict, ...page }: RowsQuery, @T() t: Translate): Promise<Keyset<object>> {
    const { items, next } = await this.transactions.read(by, async (tx) => {
      await this.lists.sheet(tx, id);
      return this.lists.rows(tx, id, { ...page, ...(verdict && { verdicts: [verdict] }) });
    });
    return { items: items.map((row) => ({ ...row, problems: row.problems.map((problem) => explained(problem, t)) })), next };
  }

  @ApiOperation({ summary: 'Load a list that was looked at; the workers do it, and the list says how far they are' })
  @HttpCode(202)
  @Post(':id/load')
  load(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<MovedList> {
    return this.loadList.run(by, id, seen);
  }

  @ApiOperation({ summary: 'Discard a list: nothing is loaded and nothing it said is kept' })
  @HttpCode(200)
  @Post(':id/discard')
  discard(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<MovedList> {
    return this.loadList.discard(by, id, seen);
  }

  @ApiOperation({ summary: 'Download the rejected rows, each with its line and reason, to correct and hand in again' })
  @ApiProduces('text/csv')
  @Get(':id/rejects.csv')
  async rejects(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @T() t: Translate, @Res() reply: FastifyReply): Promise<void> {
    const list = await this.transactions.read(by, async (tx) => {
      await this.lists.sheet(tx, id);
      return this.lists.rejects(tx, id);
    });
    sendRejects(reply, list, t);
  }
}

const explained = (problem: ListProblem, t: Translate): object => ({ ...problem, text: explainProblem({ ...problem, column: '' }, t) });

/** The rejected rows as a file to save; what they say is not kept by any cache. */
export function sendRejects(reply: FastifyReply, list: Parameters<typeof writeRejects>[0], t: Translate): void {
  void reply.header('cache-control', 'no-store').header('content-disposition', `attachment; filename="${t('arrivals.list.rejects.file')}"`)
    .type('text/csv; charset=utf-8').send(Buffer.from(writeRejects(list, t)));
}
