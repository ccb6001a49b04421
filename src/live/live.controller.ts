import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OutgoingHttpHeaders } from 'node:http';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { By, type SignedIn } from '../../libs/http/reader.js';
import { ForOrganisations, StillSignedIn } from '../accounts/accounts.door.js';
import { LiveStreams } from './live-streams.js';

/** Never kept, never held back by a proxy; and its connection serves nothing else afterwards. */
const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' };

/** The stream that tells open pages what to look at again. */
@ApiExcludeController()
@ForOrganisations()
@Controller('events')
export class LiveController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly stillSignedIn: StillSignedIn,
  ) {}

  @Get()
  listen(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void reply.headers(HEADERS).hijack();
    reply.raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
    if (request.method === 'HEAD') reply.raw.end();
    else this.streams.join(by, this.stillSignedIn.by(request), reply.raw);
  }
}
