import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '../../../libs/http/api-words.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { Forbidden, Refusal } from '../../../libs/http/refusal.js';
import { By, MaybeSeen, type SignedIn, T } from '../../../libs/http/reader.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { mayKeepNetwork } from '../organisations.policy.js';
import { type BroughtIn, BringIn } from './bring-in.js';
import { importId, type ImportsQuery, importsQuery } from './imports.dto.js';
import { type ImportLine, ImportsQueries } from './imports.queries.js';
import { sentFiles } from './sent-files.js';
import { SettleImport, type SettledImport } from './settle-import.js';
import { reasonOf, sendReport } from './write-report.js';

/** Directories that come in as HSDS: handed in, looked at, applied. */
@ApiTags('hsds')
@Controller('api/organisation-imports')
export class ImportsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly imports: ImportsQueries,
    private readonly bringIn: BringIn,
    private readonly settle: SettleImport,
  ) {}

  @ApiOperation({ summary: 'Hand in a directory: HSDS 3.1 as JSON, ndjson or the tabular package (at most 8 MB); it is judged whole, and nothing of it is written yet' })
  @ApiConsumes('multipart/form-data', 'application/json')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } } } })
  @Post()
  async handIn(@By() by: SignedIn, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<BroughtIn> {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    const brought = await this.bringIn.run(by, request.isMultipart() ? { files: (await sentFiles(request)).files } : { body: request.body });
    void reply.header('location', `/api/organisation-imports/${brought.importId}`);
    return brought;
  }

  @ApiOperation({ summary: 'List the directories that were handed in, the latest first' })
  @Get()
  recent(@By() by: SignedIn, @Query({ schema: importsQuery }) query: ImportsQuery): Promise<Keyset<ImportLine>> {
    return this.transactions.read(by, (tx) => this.imports.recent(tx, query));
  }

  @ApiOperation({ summary: 'Show what was found in a directory, every fault with its place, and what would change' })
  @Get(':id')
  async show(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @T() t: Translate): Promise<object> {
    const { report, ...sheet } = await this.transactions.read(by, (tx) => this.imports.sheet(tx, id));
    const { faults, warnings, changes, missing, counts } = report;
    return {
      ...sheet, counts, faults: faults.map((fault) => ({ ...fault, text: reasonOf(fault, t) })), warnings: warnings.map((warning) => ({ ...warning, text: reasonOf(warning, t) })),
      changes: changes.map(({ own: _own, ...change }) => change), missing,
    };
  }

  @ApiOperation({ summary: 'Download every fault and warning of a directory' })
  @ApiProduces('text/csv')
  @Get(':id/report.csv')
  async report(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @T() t: Translate, @Res() reply: FastifyReply): Promise<void> {
    sendReport(reply, (await this.transactions.read(by, (tx) => this.imports.sheet(tx, id))).report, t);
  }

  @ApiOperation({ summary: 'Apply a directory that was looked at: all of it, or none; 409 when what was shown has changed meanwhile, and it is shown again' })
  @HttpCode(200)
  @Post(':id/apply')
  async apply(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<SettledImport> {
    const settled = await this.settle.apply(by, id, seen);
    if (settled.shownAgain) throw new Refusal('organisations.import-shown-again', { state: settled.state, version: settled.version });
    return settled;
  }

  @ApiOperation({ summary: 'Discard a directory: nothing of it is written, and nothing it said is kept' })
  @HttpCode(200)
  @Post(':id/discard')
  discard(@By() by: SignedIn, @Param('id', { schema: importId }) id: string, @MaybeSeen() seen?: number): Promise<SettledImport> {
    return this.settle.discard(by, id, seen);
  }
}
