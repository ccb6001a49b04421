import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { doneAt, localPath, page } from '../../../libs/http/page-answer.js';
import { By, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { doneToast } from '../done.js';
import { OurPlaces } from './our-places.js';
import { PlacesBlock } from './places.view.js';
import { ReadPlaces } from './read-places.js';

const HOME = '/my-organisation/places';

/** The places of all services of an organisation on one page, for its own people. */
@ApiExcludeController()
@ForOrganisations()
@Controller('my-organisation/places')
export class OurPlacesPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly ours: OurPlaces,
    private readonly read: ReadPlaces,
  ) {}

  @Get()
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('done') done?: unknown): Promise<void> {
    const { t } = request;
    const [organisationId, once] = [ownOf(by), newId()];
    const { told, now } = await this.transactions.read(by, async (tx) => {
      const found = [];
      for (const { id } of await this.ours.services(tx, organisationId)) found.push(await this.read.within(tx, id));
      return { told: found, now: tx.at };
    });
    page(reply, this.frame.office(request, { title: t('organisations.places.ours'), current: HOME, toast: doneToast(t, done) }, (
      <>
        <PageHead title={t('organisations.places.ours')} lead={t('organisations.places.ours-lead')} />
        {told.length === 0 && <EmptyState icon="door-open" title={t('organisations.places.no-services')} />}
        <div class="stack-6">
          {told.map((each) => (
            <PlacesBlock t={t} told={each} now={now} id={`places-${each.serviceId}`} title={each.serviceName}
              forms={{ action: `/services/${each.serviceId}/places`, back: HOME, once, change: `/services/${each.serviceId}/places?back=${encodeURIComponent(HOME)}` }} />
          ))}
        </div>
      </>
    )));
  }

  @Post('confirm')
  async stillTrue(@By() by: SignedIn, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    await this.ours.confirmAll(by, ownOf(by));
    seeOther(reply, doneAt(form?.['back'] === undefined ? HOME : localPath(form['back']), 'places-confirmed'));
  }
}

function ownOf(by: SignedIn): string {
  if (by.organisationId === null) throw new NotFound();
  return by.organisationId;
}
