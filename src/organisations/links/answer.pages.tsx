import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { page } from '../../../libs/http/page-answer.js';
import { MaybeSeen, seeOther } from '../../../libs/http/reader.js';
import { Refusal } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { isLanguage } from '../../../libs/i18n/language.js';
import { Messages } from '../../../libs/i18n/messages.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Public } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { Calendars } from '../calendars.js';
import { AssureService } from '../listings/assure-service.js';
import { listingState } from '../listings/assurance.rules.js';
import { pauseInput } from '../listings/listings.dto.js';
import { ListingsStore } from '../listings/listings.store.js';
import { PauseOrganisation } from '../listings/pause-organisation.js';
import { AdjustPlaces } from '../places/adjust-places.js';
import { ConfirmPlaces } from '../places/confirm-places.js';
import { capacityInput, tapInput } from '../places/places.dto.js';
import { tapped } from '../places/places.pages.js';
import { ReadPlaces } from '../places/read-places.js';
import { TellPlaces } from '../places/tell-places.js';
import { serviceFacts } from '../service-facts.js';
import { AnswerLink } from './answer-link.js';
import { ClosedLink, ListingAnswer, PlacesAnswer, Thanks } from './answer.view.js';
import { newFigures } from './new-figures.js';
import type { LiveLink } from './links.store.js';

/** One request for a link’s page. */
interface Opened {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly secret: string;
}

/** The page that a one-tap link opens, without an account: GET shows, POST acts, and a link that opens nothing says so alike. */
@ApiExcludeController()
@Public()
@Controller('answer/:secret')
export class AnswerPages {
  constructor(
    private readonly frame: Frame,
    private readonly messages: Messages,
    private readonly link: AnswerLink,
    private readonly assure: AssureService,
    private readonly rest: PauseOrganisation,
    private readonly listings: ListingsStore,
    private readonly calendars: Calendars,
    private readonly read: ReadPlaces,
    private readonly tell: TellPlaces,
    private readonly confirm: ConfirmPlaces,
    private readonly adjust: AdjustPlaces,
  ) {}

  @Get()
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Query('done') done?: unknown): Promise<void> {
    return this.draw({ request, reply, secret }, NO_FAULTS, done);
  }

  @Post('figures')
  figures(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret }, 'thanks-places', 'any', async (tx, { serviceId }) => {
      const { places, version } = await this.read.within(tx, serviceId);
      // Whoever left the page open says nothing about figures that somebody else has told since.
      await this.tell.within(tx, serviceId, judgeInput(capacityInput, newFigures(places, formFields(form), request.t('organisations.places.form.usual-unit'))), seen ?? version);
    });
  }

  @Post('adjust')
  tap(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @MaybeSeen() seen?: number, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret }, 'thanks-places', 'any', (tx, { serviceId }) => this.adjust.within(tx, serviceId, judgeInput(tapInput, tapped(form)), seen));
  }

  @Post('confirm')
  stillTrue(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string): Promise<void> {
    return this.answer({ request, reply, secret }, 'thanks-places', 'any', (tx, { serviceId }) => this.confirm.within(tx, serviceId));
  }

  @Post('still-correct')
  stillCorrect(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string): Promise<void> {
    return this.answer({ request, reply, secret }, 'thanks-listing', 'listing', (tx, { serviceId }) => this.assure.within(tx, serviceId));
  }

  @Post('pause')
  pause(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string, @Body() form?: PostedForm): Promise<void> {
    return this.answer({ request, reply, secret }, 'thanks-pause', 'any', (tx, { organisationId }) => (
      this.rest.within(tx, organisationId, judgeInput(pauseInput, { until: form?.['until'] || undefined }).until)
    ));
  }

  @Post('resume')
  resume(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('secret') secret: string): Promise<void> {
    return this.answer({ request, reply, secret }, 'thanks-pause', 'any', (tx, { organisationId }) => this.rest.within(tx, organisationId, null));
  }

  private async answer(opened: Opened, done: string, purpose: LiveLink['purpose'] | 'any', deed: (tx: Tx, link: LiveLink) => Promise<unknown>): Promise<void> {
    const { request, reply, secret } = opened;
    try {
      await this.link.act(secret, request.ip, purpose, deed);
    } catch (fault) {
      if (fault instanceof Refusal && fault.code === 'organisations.link-closed') return this.closed(opened);
      return this.draw(opened, formFaults(fault, request.t));
    }
    guard(reply);
    seeOther(reply, `/answer/${secret}?done=${done}`);
  }

  private async draw(opened: Opened, faults: FormFaults, done?: unknown): Promise<void> {
    const { request, reply, secret } = opened;
    const link = await this.link.look(secret, request.ip);
    if (!link) return this.closed(opened);
    // Written to in its own language, an organisation is answered in it, unless its reader chose another on this very device.
    if (!isLanguage(request.cookies['lang'] ?? '')) request.t = this.messages.translator(link.language);
    const { t } = request;
    const seen = await this.link.read(link, async (tx) => {
      const service = await this.listings.service(tx, link.serviceId);
      const organisation = await this.listings.organisation(tx, link.organisationId);
      const given = (await this.listings.serviceLocationsOf(tx, link.organisationId)).filter(({ serviceId }) => serviceId === link.serviceId).map(({ locationId }) => locationId);
      const locations = (await this.listings.locationsOf(tx, link.organisationId)).filter(({ id }) => given.includes(id));
      const [today, [facts]] = [this.calendars.today(tx.at), await serviceFacts(tx, [link.serviceId], this.calendars.zone)];
      return { service, organisation, locations, told: await this.read.within(tx, link.serviceId), now: tx.at, today, state: listingState(facts?.since ?? today, today) };
    });
    const sheet = { ...seen, t, link, faults, action: `/answer/${secret}` };
    const { purpose } = link;
    guard(reply);
    page(reply, this.frame.gate(request, {
      title: t(`organisations.links.page.${purpose}-title`), faulty: faults.summary.length > 0,
      lead: t(`organisations.links.page.${purpose}-lead`, { service: seen.service.name, organisation: seen.organisation.name }),
    }, (
      <>
        <Thanks t={t} code={done} />
        {purpose === 'places' ? <PlacesAnswer {...sheet} /> : <ListingAnswer {...sheet} />}
      </>
    )), faults.status);
  }

  private closed({ request, reply }: Opened): void {
    const { t } = request;
    guard(reply);
    page(reply, this.frame.gate(request, { title: t('organisations.links.page.closed-title') }, <ClosedLink t={t} />), 410);
  }
}

/** The address of this page is a key: nobody is told where its reader came from, and no search engine keeps it. */
function guard(reply: FastifyReply): void {
  void reply.headers({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
}
