import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import type { Keyset } from '../../libs/http/keyset.js';
import { By, type SignedIn } from '../../libs/http/reader.js';
import { noticesQuery, readInput, type NoticesQuery, type ReadInput } from './desk.dto.js';
import { NoticesStore, type Notice } from './notices.store.js';

/** What people are told, as JSON. */
@ApiTags('desk')
@Controller('api/notices')
export class NoticesController {
  constructor(private readonly notices: NoticesStore) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Your notices, newest first' })
  list(@By() by: SignedIn, @Query({ schema: noticesQuery }) query: NoticesQuery): Promise<Keyset<Notice>> {
    return this.notices.list(by, query);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Mark notices as read: those named, or all told until a moment' })
  @ApiOkResponse({ description: '`{ read }`: how many were not yet.' })
  async read(@By() by: SignedIn, @Body({ schema: readInput }) body: ReadInput): Promise<{ read: number }> {
    return { read: await this.notices.markRead(by, body) };
  }
}
