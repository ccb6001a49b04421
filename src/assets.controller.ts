import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../libs/http/api-words.js';
import { NotFound } from '../libs/http/refusal.js';
import { Assets } from '../libs/ui/assets.js';
import { Public } from './accounts/accounts.door.js';

/** The look's files; their addresses change with their content, so browsers keep them for a year. */
@ApiExcludeController()
@Public()
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const asset = this.assets.get(request.url.split('?')[0] ?? '');
    if (!asset) throw new NotFound();
    void reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', asset.etag).header('vary', 'accept-encoding').type(asset.type);
    const accepts = String(request.headers['accept-encoding'] ?? '');
    if (request.headers['if-none-match'] === asset.etag) void reply.code(304).send();
    else if (accepts.includes('br')) void reply.header('content-encoding', 'br').send(asset.brotli);
    else if (accepts.includes('gzip')) void reply.header('content-encoding', 'gzip').send(asset.gzip);
    else void reply.send(asset.body);
  }
}
