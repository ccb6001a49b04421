import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ENV, type Env } from '../../../config/env.js';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { localPath, page } from '../../../libs/http/page-answer.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { Typed } from '../../../libs/http/typed.js';
import { judgeInput } from '../../../libs/http/validation.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { doneToast } from '../done.js';
import { homeOf, railOf } from '../home-of.js';
import { mayKeepListing, mayKeepNetwork } from '../organisations.policy.js';
import { AssureService } from './assure-service.js';
import { ChangeHours } from './change-hours.js';
import { ChangeService } from './change-service.js';
import type { Hours } from './hours.rules.js';
import { hoursFields, serviceFields, typedHours, typedOf, withMondayCopied, withRowsTurned } from './listing-forms.js';
import { hoursInput, id, serviceChange } from './listings.dto.js';
import { PageAsides } from './page-asides.js';
import { ReadListings, type ServiceSheet } from './read-listings.js';
import { type Section, SECTIONS, ServiceForm } from './service-form.view.js';
import { ServicePage } from './service.view.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly service: string;
}

const sectionOf = z.enum(SECTIONS);
const placeOf = id.optional();

/** The services of the network as pages: what one is, and its forms, a part at a time. */
@ApiExcludeController()
@ForOrganisations()
@Controller('services/:id')
export class ServicesPages {
  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly read: ReadListings,
    private readonly asides: PageAsides,
    private readonly changeService: ChangeService,
    private readonly changeHours: ChangeHours,
    private readonly assureService: AssureService,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  @Get()
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Query('done') done?: unknown): Promise<void> {
    const { t } = request;
    const once = newId();
    const { sheet, now, aside } = await this.transactions.read(by, async (tx) => {
      const found = await this.read.serviceWithin(tx, service);
      return { sheet: found, now: tx.at, aside: await this.asides.ofService(tx, found, { t, once, back: `/services/${service}` }) };
    });
    page(reply, this.frame.office(request, { title: sheet.name, current: railOf(by), toast: doneToast(t, done) }, (
      <ServicePage t={t} now={now} today={this.dayOf(now)} service={sheet} keeps={mayKeepListing(by, sheet.organisationId)} saysSharing={mayKeepNetwork(by)} home={homeOf(by, sheet.organisationId)} once={once} faults={NO_FAULTS} aside={aside} />
    )));
  }

  @Post('assure')
  async assure(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Body() form?: PostedForm): Promise<void> {
    await this.assureService.run(by, service);
    const back = form?.['back'] === undefined ? `/services/${service}` : localPath(form['back']);
    seeOther(reply, `${back}?done=assured`);
  }

  @Get('edit/:section')
  editing(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Param('section', { schema: sectionOf }) section: Section, @Query('at', { schema: placeOf }) at?: string): Promise<void> {
    return this.showForm({ by, request, reply, service }, section, { at });
  }

  @Post('edit/:section')
  async edit(
    @By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) service: string, @Param('section', { schema: sectionOf }) section: Section,
    @Query('at', { schema: placeOf }) at: string | undefined, @Seen() seen: number, @Body() form?: PostedForm,
  ): Promise<void> {
    const asked = { by, request, reply, service };
    const typed = new Typed(formFields(form));
    const turned = typed.text('copy') === 'MO' ? withMondayCopied(typed) : withRowsTurned(typed);
    if (turned) return this.showForm(asked, section, { typed: turned, version: seen, at });
    try {
      if (section === 'hours') await this.changeHours.run(by, service, judgeInput(hoursInput, hoursFields(typed)), seen, at);
      else await this.changeService.run(by, service, judgeInput(serviceChange, serviceFields(section, typed)), seen);
    } catch (fault) {
      return this.showForm(asked, section, { typed, version: seen, faults: withDays(formFaults(fault, request.t), request.t), at });
    }
    seeOther(reply, `/services/${service}?done=service-saved`);
  }

  private async showForm({ by, request, reply, service }: Asked, section: Section, { typed, version, faults = NO_FAULTS, at }: { typed?: Typed; version?: number; faults?: FormFaults; at?: string | undefined }): Promise<void> {
    const { t } = request;
    const { sheet, now } = await this.transactions.read(by, async (tx) => ({ sheet: await this.read.serviceWithin(tx, service), now: tx.at }));
    if (!mayKeepListing(by, sheet.organisationId)) throw new Forbidden();
    const hours = hoursAt(sheet, at);
    const title = t(`organisations.listings.sections.${section}`);
    const form = (
      <ServiceForm t={t} section={section} others={hours.others} action={`/services/${service}/edit/${section}${at ? `?at=${at}` : ''}`} hidden={{ once: newId(), version: version ?? sheet.version }}
        typed={typed ?? (section === 'hours' ? typedHours(hours) : typedOf(sheet))} faults={faults} cancel={`/services/${service}`} today={this.dayOf(now)} locations={sheet.locations} programmes={sheet.programmes} />
    );
    const place = sheet.locations.find((location) => location.id === at);
    page(reply, this.frame.office(request, { title: `${title}, ${sheet.name}`, current: railOf(by), faulty: faults.summary.length > 0 }, (
      <div class="stack-6"><PageHead title={title} lead={[sheet.name, place?.name].filter(Boolean).join(', ')} />{form}</div>
    )), faults.status);
  }

  private dayOf(now: Date): string {
    return civilDateAt(now, this.env.OFFICE_ZONE);
  }
}

/** The hours of the service, or those at one of its places. */
function hoursAt({ hours, locations }: ServiceSheet, at: string | undefined): Hours {
  if (at === undefined) return hours;
  const there = locations.find((location) => location.id === at)?.hours;
  if (!there) throw new NotFound();
  return there;
}

/** In the summary a fault of hours says which day it is about. */
function withDays(faults: FormFaults, t: Translate): FormFaults {
  return { ...faults, summary: faults.summary.map(({ name, text }) => {
    const [, day, row] = /^(?:week\.([A-Z]{2})|different\.(\d+))\./.exec(name ?? '') ?? [];
    const label = day ? t(`organisations.listings.hours.weekdays.${day}`) : row ? t('organisations.listings.hours.different-row', { number: Number(row) + 1 }) : undefined;
    return { ...(name === undefined ? {} : { name }), text: label === undefined ? text : t('organisations.listings.hours.fault', { label, text }) };
  }) };
}
