import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../../../config/env.js';
import { ApiOperation, ApiProduces, ApiTags } from '../../../libs/http/api-words.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { engine } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Public } from '../../accounts/accounts.door.js';
import { answer, open } from './answer.js';
import {
  hsdsId, type OrganizationsQuery, organizationsQuery, type Paging, type ServiceAtLocationsQuery, serviceAtLocationsQuery, type ServicesQuery, servicesQuery, taxonomiesQuery,
  type TaxonomiesQuery, type TaxonomyTermsQuery, taxonomyTermsQuery,
} from './export.dto.js';
import { ExportQueries, type Found, type Slice } from './export.queries.js';
import { type Detail, organizationDocument, pageOf, serviceAtLocationDocument, serviceDocument } from './export.rules.js';
import type { Network } from './network.rules.js';
import type { Thing } from './objects.rules.js';
import { PackageOut } from './package-out.js';
import { PROFILE } from './taxonomies.rules.js';

/** Whoever reads the public directory reads as Passerelle itself: what is public is said by the queries. */
const READER = engine('hsds');
/** So many things are read, written and forgotten at once while the whole directory streams out. */
const AT_ONCE = 100;
const WHOLE: Detail = { minimal: false, full: true };

/** How a list is asked for: how many there are, which, and what is told of each. */
interface Listing {
  count(tx: Tx): Promise<number>;
  found(tx: Tx, slice: Slice): Promise<readonly Found[]>;
  tell(network: Network, id: string): Thing;
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** The public directory as HSDS 3.1, with HSDS's own paging. A search may also be posted, so that it need not stand in an address. */
@ApiTags('hsds')
@Public()
@Controller('api/hsds/3.1')
export class ExportController {
  constructor(
    private readonly transactions: Transactions,
    private readonly directory: ExportQueries,
    private readonly packages: PackageOut,
    @Inject(ENV) private readonly env: Pick<Env, 'PUBLIC_URL'>,
  ) {}

  @ApiOperation({ summary: 'HSDS: which version and profile this is, and where it is described' })
  @Get()
  root(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    answer(request, reply, { version: '3.1', profile: PROFILE, openapi_url: new URL('/api/openapi.json', this.env.PUBLIC_URL).href });
  }

  @ApiOperation({ summary: 'HSDS: the whole directory as the tabular data package, zipped' })
  @ApiProduces('application/zip')
  @Get('package.zip')
  async package(@Res() reply: FastifyReply): Promise<void> {
    const zip = await this.packages.zip();
    void open(reply).header('content-disposition', 'attachment; filename="hsds-3.1.zip"').header('cache-control', 'public, max-age=60').type('application/zip').send(zip);
  }

  @ApiOperation({ summary: 'HSDS: list services' })
  @Get('services')
  services(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: servicesQuery }) query: ServicesQuery): Promise<void> {
    return this.list({ request, reply }, query, {
      count: (tx) => this.directory.countServices(tx, query), found: (tx, slice) => this.directory.services(tx, query, slice), tell: (network, id) => serviceDocument(network, id, query),
    });
  }

  @ApiOperation({ summary: 'HSDS: list services, with the search in the body' })
  @HttpCode(200)
  @Post('services')
  searchServices(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body({ schema: servicesQuery }) query: ServicesQuery): Promise<void> {
    return this.services(request, reply, query);
  }

  @ApiOperation({ summary: 'HSDS: one service in full' })
  @Get('services/:id')
  service(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: hsdsId }) id: string): Promise<void> {
    return this.one({ request, reply }, (network) => (network.services.has(id) ? serviceDocument(network, id, WHOLE) : undefined), (tx) => this.directory.ownerOf(tx, id));
  }

  @ApiOperation({ summary: 'HSDS: list organizations' })
  @Get('organizations')
  organizations(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: organizationsQuery }) query: OrganizationsQuery): Promise<void> {
    const detail = { minimal: query.minimal, full: query.full || query.full_service };
    return this.list({ request, reply }, query, {
      count: (tx) => this.directory.countOrganizations(tx, query), found: (tx, slice) => this.directory.organizations(tx, query, slice), tell: (network) => organizationDocument(network, detail),
    });
  }

  @ApiOperation({ summary: 'HSDS: list organizations, with the search in the body' })
  @HttpCode(200)
  @Post('organizations')
  searchOrganizations(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body({ schema: organizationsQuery }) query: OrganizationsQuery): Promise<void> {
    return this.organizations(request, reply, query);
  }

  @ApiOperation({ summary: 'HSDS: one organization in full, with its services' })
  @Get('organizations/:id')
  organization(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: hsdsId }) id: string): Promise<void> {
    return this.one({ request, reply }, (network) => organizationDocument(network, WHOLE), () => Promise.resolve(id));
  }

  @ApiOperation({ summary: 'HSDS: list services at locations' })
  @Get('service_at_locations')
  serviceAtLocations(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: serviceAtLocationsQuery }) query: ServiceAtLocationsQuery): Promise<void> {
    return this.list({ request, reply }, query, {
      count: (tx) => this.directory.countAt(tx, query), found: (tx, slice) => this.directory.at(tx, query, slice), tell: (network, id) => serviceAtLocationDocument(network, id, query),
    });
  }

  @ApiOperation({ summary: 'HSDS: list services at locations, with the search in the body' })
  @HttpCode(200)
  @Post('service_at_locations')
  searchServiceAtLocations(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body({ schema: serviceAtLocationsQuery }) query: ServiceAtLocationsQuery): Promise<void> {
    return this.serviceAtLocations(request, reply, query);
  }

  @ApiOperation({ summary: 'HSDS: one service at one location, in full' })
  @Get('service_at_locations/:id')
  serviceAtLocation(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: hsdsId }) id: string): Promise<void> {
    return this.one({ request, reply }, (network) => (network.at.has(id) ? serviceAtLocationDocument(network, id, WHOLE) : undefined), (tx) => this.directory.ownerOf(tx, id));
  }

  @ApiOperation({ summary: 'HSDS: list taxonomies' })
  @Get('taxonomies')
  async taxonomies(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: taxonomiesQuery }) query: TaxonomiesQuery): Promise<void> {
    const all = await this.transactions.read(READER, (tx) => this.directory.taxonomies(tx, query));
    const from = ((query.page ?? 1) - 1) * query.per_page;
    if (query.format === 'ndjson') sendLines(reply, [all]);
    else answer(request, reply, pageOf(all.slice(from, from + query.per_page), all.length, query));
  }

  @ApiOperation({ summary: 'HSDS: list taxonomies, with the search in the body' })
  @HttpCode(200)
  @Post('taxonomies')
  searchTaxonomies(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body({ schema: taxonomiesQuery }) query: TaxonomiesQuery): Promise<void> {
    return this.taxonomies(request, reply, query);
  }

  @ApiOperation({ summary: 'HSDS: one taxonomy' })
  @Get('taxonomies/:id')
  async taxonomy(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: hsdsId }) id: string): Promise<void> {
    const found = (await this.transactions.read(READER, (tx) => this.directory.taxonomies(tx, {}))).find((taxonomy) => taxonomy.id === id);
    if (!found) throw new NotFound();
    answer(request, reply, found);
  }

  @ApiOperation({ summary: 'HSDS: list taxonomy terms' })
  @Get('taxonomy_terms')
  async terms(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query({ schema: taxonomyTermsQuery }) query: TaxonomyTermsQuery): Promise<void> {
    const { page = 1, per_page: size } = query;
    const slice = (offset: number, limit: number) => this.transactions.read(READER, (tx) => this.directory.terms(tx, query, { offset, limit }));
    if (query.format === 'ndjson' && query.page === undefined) return sendLines(reply, batches(async (from) => (await slice(from, AT_ONCE)).terms));
    const { terms, total } = await slice((page - 1) * size, size);
    if (query.format === 'ndjson') return sendLines(reply, [terms]);
    return answer(request, reply, pageOf(terms, total, query));
  }

  @ApiOperation({ summary: 'HSDS: list taxonomy terms, with the search in the body' })
  @HttpCode(200)
  @Post('taxonomy_terms')
  searchTerms(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body({ schema: taxonomyTermsQuery }) query: TaxonomyTermsQuery): Promise<void> {
    return this.terms(request, reply, query);
  }

  @ApiOperation({ summary: 'HSDS: one taxonomy term' })
  @Get('taxonomy_terms/:id')
  async term(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: hsdsId }) id: string): Promise<void> {
    const found = await this.transactions.read(READER, (tx) => this.directory.term(tx, id));
    if (!found) throw new NotFound();
    answer(request, reply, found);
  }

  private async list({ request, reply }: Asked, { page, per_page: size, format }: Paging, listing: Listing): Promise<void> {
    const read = (slice: Slice): Promise<{ told: Thing[]; last: string | undefined }> => this.transactions.read(READER, (tx) => this.told(tx, listing, slice));
    if (format === 'ndjson' && page === undefined) return sendLines(reply, everything(read));
    const { told, total } = await this.transactions.read(READER, async (tx) => ({
      total: await listing.count(tx), told: (await this.told(tx, listing, { limit: size, offset: ((page ?? 1) - 1) * size })).told,
    }));
    if (format === 'ndjson') return sendLines(reply, [told]);
    return answer(request, reply, pageOf(told, total, { page, per_page: size }), told);
  }

  private async told(tx: Tx, listing: Listing, slice: Slice): Promise<{ told: Thing[]; last: string | undefined }> {
    const found = await listing.found(tx, slice);
    const networks = await this.directory.networks(tx, found.map(({ organisationId }) => organisationId));
    const told = found.flatMap(({ id, organisationId }) => {
      const network = networks.get(organisationId);
      return network ? [listing.tell(network, id)] : [];
    });
    return { told, last: found.length < slice.limit ? undefined : found.at(-1)?.id };
  }

  private async one({ request, reply }: Asked, tell: (network: Network) => Thing | undefined, ownerOf: (tx: Tx) => Promise<string | undefined>): Promise<void> {
    const found = await this.transactions.read(READER, async (tx) => {
      const owner = await ownerOf(tx);
      const network = owner === undefined ? undefined : (await this.directory.networks(tx, [owner])).get(owner);
      return network && tell(network);
    });
    if (!found) throw new NotFound();
    answer(request, reply, found, [found]);
  }
}

/** A list from its first to its last, batch by batch; each batch is read when the one before has gone. */
async function* everything(read: (slice: Slice) => Promise<{ told: readonly Thing[]; last: string | undefined }>): AsyncGenerator<readonly object[]> {
  let after: string | null | undefined = null;
  while (after !== undefined) {
    const { told, last }: { told: readonly Thing[]; last: string | undefined } = await read({ limit: AT_ONCE, after });
    yield told;
    after = last;
  }
}

async function* batches(read: (from: number) => Promise<readonly object[]>): AsyncGenerator<readonly object[]> {
  for (let from = 0; ; from += AT_ONCE) {
    const batch = await read(from);
    yield batch;
    if (batch.length < AT_ONCE) return;
  }
}

/** One object a line. */
function sendLines(reply: FastifyReply, all: Iterable<readonly object[]> | AsyncIterable<readonly object[]>): void {
  async function* lines(): AsyncGenerator<string> {
    for await (const batch of all) if (batch.length > 0) yield batch.map((thing) => `${JSON.stringify(thing)}\n`).join('');
  }
  void open(reply).header('cache-control', 'no-store').type('application/x-ndjson; charset=utf-8').send(Readable.from(lines(), { objectMode: false }));
}
