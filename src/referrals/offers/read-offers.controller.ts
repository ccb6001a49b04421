import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { pageQuery } from '../../../libs/http/keyset.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { id } from '../asking/referrals.dto.js';
import { ReadShare } from '../sharing/read-share.js';
import { OFFER_TAB_CODES } from './inbox.rules.js';
import { ReadOffers } from './read-offers.js';

const NO_STORE = ['cache-control', 'no-store'] as const;

const inboxQuery = pageQuery.extend({ tab: z.enum(OFFER_TAB_CODES).default('new').meta({ description: 'Which offers: new, waiting, accepted, in service, done, or not theirs.' }) });

/** Offers and what was shared with them, as JSON. */
@ApiTags('offers')
@ForOrganisations()
@Controller('api/offers')
export class OffersController {
  constructor(
    private readonly read: ReadOffers,
    private readonly share: ReadShare,
  ) {}

  @ApiOperation({ summary: 'An organisation’s inbox: a page of a tab, with the time left to answer, and how many are in each tab', description: '`summary` is what may be seen of a household before anybody signs in; null once it no longer agrees.' })
  @Header(...NO_STORE)
  @Get()
  inbox(@By() by: SignedIn, @Query({ schema: inboxQuery }) query: z.output<typeof inboxQuery>) {
    return this.read.inbox(by, query);
  }

  @ApiOperation({ summary: 'One offer, with its thread, its meetings and the moves that are open', description: '403 `referrals.consent-withdrawn` once the household no longer agrees.' })
  @Header(...NO_STORE)
  @Get(':id')
  one(@By() by: SignedIn, @Param('id', { schema: id }) offer: string) {
    return this.read.one(by, offer);
  }

  @ApiOperation({ summary: 'What the household agreed to share, as it was frozen when the organisation was asked', description: 'Each opening is put on the household’s ledger. 403 `referrals.consent-withdrawn` once it no longer agrees, 403 `referrals.share-closed` once the offer is neither asked, held nor served.' })
  @Header(...NO_STORE)
  @Get(':id/share')
  shared(@By() by: SignedIn, @Param('id', { schema: id }) offer: string) {
    return this.share.run(by, offer);
  }
}
