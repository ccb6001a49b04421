import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../libs/http/api-words.js';
import { NotFound } from '../libs/http/refusal.js';
import { Assets, type Packing } from '../libs/ui/assets.js';
import { Public } from './accounts/accounts.door.js';

/** The packings, smallest first. */
const PACKINGS = ['br', 'gzip'] as const satisfies Packing[];

/** The look's files; their addresses change with their content, so browsers keep them for a year. */
@ApiExcludeController()
@Public()
@Controller('assets')
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  @Get(':name')
  async file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asset = this.assets.get(request.url.split('?')[0] ?? '');
    if (!asset) throw new NotFound();
    void reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', asset.etag).header('vary', 'accept-encoding').type(asset.type);
    const accepts = String(request.headers['accept-encoding'] ?? '');
    const packing = PACKINGS.find((how) => accepts.includes(how));
    if (request.headers['if-none-match'] === asset.etag) void reply.code(304).send();
    else if (!packing) void reply.send(asset.body);
    else {
      const packed = await asset.packed(packing);
      void reply.header('content-encoding', packing).send(packed);
    }
  }
}
