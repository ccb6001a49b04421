import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { pageQuery } from '../../../libs/http/keyset.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { Frame } from '../../frame/frame.js';
import { SCOPES, scopesFor, type Scope } from '../worklist.rules.js';
import { ReferralLists } from './lists.queries.js';
import { REFERRAL_LISTS } from './lists.rules.js';
import { ReferralListsPage } from './lists.view.js';

const listQuery = z.strictObject({ list: z.enum(REFERRAL_LISTS).default('waiting'), scope: z.enum(SCOPES).optional(), ...pageQuery.shape, limit: pageQuery.shape.limit.default(25) });

/** Referrals across cases, as a page: who is awaited, what is to be read, decided and asked. */
@ApiExcludeController()
@Controller('referrals')
export class ReferralListsPages {
  constructor(
    private readonly frame: Frame,
    private readonly lists: ReferralLists,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query({ schema: listQuery }) { list, scope: asked, after, limit }: z.output<typeof listQuery>): Promise<string> {
    const { t } = request;
    const scope = scopeOf(by, asked);
    const [page, counts] = await Promise.all([this.lists.page(by, { list, scope, after, limit }), this.lists.counts(by, scope)]);
    return this.frame.office(request, { title: t('desk.referrals.title'), current: '/referrals', live: { topics: 'referrals' } }, (
      <ReferralListsPage t={t} list={list} scope={scope} scopes={scopesFor(by)} counts={counts} rows={page.rows} at={page.at.toISOString()} next={page.next} further={after !== undefined} />
    ));
  }
}

/** Whose referrals somebody reads: what they asked for, if they may; else their usual. */
function scopeOf(by: SignedIn, asked: Scope | undefined): Scope {
  const scopes = scopesFor(by);
  // Whoever leads begins with the team, as on the page of the day.
  const first = by.roles.includes('team_lead') && scopes.includes('team') ? 'team' : scopes[0];
  const scope = asked === undefined ? first : scopes.find((each) => each === asked);
  if (!scope) throw new Forbidden();
  return scope;
}
