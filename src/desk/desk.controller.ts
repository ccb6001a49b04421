import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import { By, type SignedIn } from '../../libs/http/reader.js';
import { Refusal } from '../../libs/http/refusal.js';
import { CaseReading } from './case.queries.js';
import { DayQueries } from './day.queries.js';
import { dayQuery, id, listQuery, openingQuery, searchInput, timelineQuery, type ListQuery, type OpeningQuery, type TimelineQuery } from './desk.dto.js';
import { SearchNewcomers } from './search-newcomers.js';
import { Worklist } from './worklist.queries.js';

/** Postgres wrote the JSON: it is passed on as it is, never parsed and written again. */
const JSON_TEXT = ['content-type', 'application/json; charset=utf-8'] as const;
const NO_STORE = ['cache-control', 'no-store'] as const;

/** What the front counter reads, as JSON. */
@ApiTags('desk')
@Controller('api')
export class DeskController {
  constructor(
    private readonly days: DayQueries,
    private readonly worklist: Worklist,
    private readonly cases: CaseReading,
    private readonly search: SearchNewcomers,
  ) {}

  @Get('desk')
  @Header(...JSON_TEXT)
  @Header(...NO_STORE)
  @ApiOperation({ summary: 'The day: how many are overdue, due, coming, unreached, unassigned, and the first of each', description: 'Counts stop at 1,001, which means more than a thousand.' })
  @ApiOkResponse({ description: 'The day of whoever asks: their own cases, their team’s or all.' })
  desk(@By() by: SignedIn, @Query({ schema: dayQuery }) { of }: z.output<typeof dayQuery>): Promise<string> {
    return this.days.day(by, of);
  }

  @Get('cases')
  @Header(...JSON_TEXT)
  @Header(...NO_STORE)
  @ApiOperation({ summary: 'A page of a worklist', description: '`at` is the office’s present, by which the list was judged; `next` is the cursor of the next page.' })
  @ApiOkResponse({ description: '`{ at, items, next }`' })
  async list(@By() by: SignedIn, @Query({ schema: listQuery }) query: ListQuery): Promise<string> {
    const { at, items, next } = await this.worklist.page(by, query);
    return `{"at":"${at.toISOString()}","items":${items},"next":${JSON.stringify(next)}}`;
  }

  @Get('cases/:id')
  @Header(...JSON_TEXT)
  @Header(...NO_STORE)
  @ApiOperation({ summary: 'The whole case: household, ways to reach it, needs, consents, checkpoints, attempts, the last fifty happenings', description: 'Each opening is recorded. Of another team’s case a caseworker gets the household’s name and its owner (`glimpse`). A restricted case may ask for a `reason` (409 `cases.reason-needed`). The ETag is the case’s version.' })
  @ApiOkResponse({ description: 'The case, or `{ id, leadName, ownerName, teamName, glimpse: true }`.' })
  async open(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Query({ schema: openingQuery }) { reason }: OpeningQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { file, version } = await this.cases.open(by, caseId, reason);
    if (file === null) throw new Refusal('cases.reason-needed');
    void reply.header('etag', `"${version}"`);
    return file;
  }

  @Get('cases/:id/timeline')
  @Header(...JSON_TEXT)
  @Header(...NO_STORE)
  @ApiOperation({ summary: 'What happened to a case, newest first', description: '`people` names whoever the items mention.' })
  @ApiOkResponse({ description: '`{ items, people, next }`' })
  async timeline(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Query({ schema: timelineQuery }) query: TimelineQuery): Promise<string> {
    const { items, people, next } = await this.cases.timeline(by, caseId, query);
    return `{"items":${items},"people":${JSON.stringify(people)},"next":${JSON.stringify(next)}}`;
  }

  @Post('newcomers/search')
  @HttpCode(200)
  @Header(...JSON_TEXT)
  @Header(...NO_STORE)
  @ApiOperation({ summary: 'Find a household by a name, a case number or a telephone', description: 'At most 25, best first, each with `why`. What was typed is never recorded; that somebody searched is.' })
  @ApiOkResponse({ description: '`{ at, items }`' })
  async find(@By() by: SignedIn, @Body({ schema: searchInput }) { text }: z.output<typeof searchInput>): Promise<string> {
    const { at, items } = await this.search.run(by, text);
    return `{"at":"${at.toISOString()}","items":${items}}`;
  }
}
