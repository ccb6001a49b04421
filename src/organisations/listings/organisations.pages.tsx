import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import type { VNode } from 'preact';
import { ENV, type Env } from '../../../config/env.js';
import { projectRoot } from '../../../config/root.js';
import { loadCalendars } from '../../../libs/calendar/load-calendars.js';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import { many, type PostedForm } from '../../../libs/http/forms.js';
import { page } from '../../../libs/http/page-answer.js';
import { Forbidden, NotFound } from '../../../libs/http/refusal.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { Typed } from '../../../libs/http/typed.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { doneToast } from '../done.js';
import { homeOf, railOf } from '../home-of.js';
import { InNetwork } from '../network-tabs.js';
import { mayKeepListing, mayKeepNetwork, mayLookThrough } from '../organisations.policy.js';
import { AddLocation } from './add-location.js';
import { AddOrganisation } from './add-organisation.js';
import { AddService } from './add-service.js';
import { ChangeLocation } from './change-location.js';
import { ChangeOrganisation } from './change-organisation.js';
import { locationFields, organisationFields, serviceFields, typedOf, withRowsTurned } from './listing-forms.js';
import { id, locationChange, locationInput, organisationChange, organisationInput, organisationsQuery, pauseInput, serviceInput } from './listings.dto.js';
import { LocationForm, OrganisationForm, RemoveLocationForm } from './organisation-form.view.js';
import { OrganisationPage } from './organisation.view.js';
import { OrganisationsPage } from './organisations.view.js';
import { PageAsides } from './page-asides.js';
import { PauseOrganisation } from './pause-organisation.js';
import { type LocationSheet, ReadListings } from './read-listings.js';
import { RemoveLocation } from './remove-location.js';
import { NewServiceForm } from './service-form.view.js';

/** One request for a page of an organisation. */
interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly organisation: string;
}

/** A form that comes back: what was typed, the version it was made on, and what is wrong. */
interface Again { readonly typed: Typed; readonly faults?: FormFaults; readonly version?: number | undefined }

/** The organisations of the network as pages. An organisation's own people find theirs under the same addresses. */
@ApiExcludeController()
@ForOrganisations()
@Controller()
export class OrganisationsPages {
  private readonly calendars = loadCalendars(join(projectRoot(), 'config/calendars'));

  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly read: ReadListings,
    private readonly asides: PageAsides,
    private readonly addOrganisation: AddOrganisation,
    private readonly changeOrganisation: ChangeOrganisation,
    private readonly pauseOrganisation: PauseOrganisation,
    private readonly addService: AddService,
    private readonly addLocation: AddLocation,
    private readonly changeLocation: ChangeLocation,
    private readonly removeLocation: RemoveLocation,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE' | 'OFFICE_CALENDAR'>,
  ) {}

  @Get('organisations')
  async list(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query() { done, ...given }: Record<string, unknown>): Promise<void> {
    const query = judgeInput(organisationsQuery, given);
    if (!mayLookThrough(by)) throw new Forbidden();
    const { t } = request;
    const [organisations, now] = [await this.read.list(by, query), await this.transactions.read(by, (tx) => Promise.resolve(tx.at))];
    page(reply, this.frame.office(request, { title: t('organisations.listings.list.title'), current: '/organisations', toast: doneToast(t, done) },
      <InNetwork t={t} part="organisations" keeps={mayKeepNetwork(by)}><OrganisationsPage t={t} now={now} today={this.dayOf(now)} organisations={organisations} query={query} keeps={mayKeepNetwork(by)} /></InNetwork>));
  }

  @Get('organisations/new')
  joining(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.showNew(by, request, reply, { typed: typedOf({ language: 'fr', listed: true, calendar: this.env.OFFICE_CALENDAR }) });
  }

  @Post('organisations')
  async join(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const typed = new Typed(formFields(form));
    const turned = withRowsTurned(typed);
    if (turned) return this.showNew(by, request, reply, { typed: turned });
    try {
      const { id: organisation } = await this.addOrganisation.run(by, judgeInput(organisationInput, organisationFields(typed)));
      seeOther(reply, `/organisations/${organisation}?done=organisation-added`);
    } catch (fault) {
      this.showNew(by, request, reply, { typed, faults: formFaults(fault, request.t) });
    }
  }

  @Get('my-organisation')
  home(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('done') done?: unknown): Promise<void> {
    if (by.organisationId === null) throw new NotFound();
    return this.showOrganisation({ by, request, reply, organisation: by.organisationId }, { done });
  }

  @Get('organisations/:organisationId')
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Query('done') done?: unknown): Promise<void> {
    return this.showOrganisation({ by, request, reply, organisation }, { done });
  }

  @Get('organisations/:organisationId/edit')
  editing(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string): Promise<void> {
    return this.showEdit({ by, request, reply, organisation });
  }

  @Post('organisations/:organisationId')
  async edit(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, form, 'organisation-saved', (typed) => this.changeOrganisation.run(by, organisation, judgeInput(organisationChange, organisationFields(typed)), seen), (again) => this.showEdit(asked, { ...again, version: seen }));
  }

  @Post('organisations/:organisationId/mails')
  async chooseMails(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, form, 'mails-saved', () => this.changeOrganisation.run(by, organisation, judgeInput(organisationChange, { mails: many(form?.['mails']) }), seen), ({ faults }) => this.showOrganisation(asked, { faults }));
  }

  @Post('organisations/:organisationId/pause')
  async pause(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, form, 'paused', (typed) => this.pauseOrganisation.run(by, organisation, judgeInput(pauseInput, { until: typed.text('until') ?? '' }).until), ({ faults }) => this.showOrganisation(asked, { faults }));
  }

  @Post('organisations/:organisationId/resume')
  async resume(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, undefined, 'resumed', () => this.pauseOrganisation.run(by, organisation, null), ({ faults }) => this.showOrganisation(asked, { faults }));
  }

  @Get('organisations/:organisationId/services/new')
  beginning(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string): Promise<void> {
    return this.showNewService({ by, request, reply, organisation });
  }

  @Post('organisations/:organisationId/services')
  async begin(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, organisation };
    const typed = new Typed(formFields(form));
    const turned = withRowsTurned(typed);
    if (turned) return this.showNewService(asked, { typed: turned });
    try {
      const { id: service } = await this.addService.run(by, organisation, judgeInput(serviceInput, { ...serviceFields('what', typed), ...serviceFields('where', typed) }));
      seeOther(reply, `/services/${service}?done=service-added`);
    } catch (fault) {
      await this.showNewService(asked, { typed, faults: formFaults(fault, request.t) });
    }
  }

  @Get('organisations/:organisationId/locations/new')
  locating(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string): Promise<void> {
    return this.showLocation({ by, request, reply, organisation });
  }

  @Post('organisations/:organisationId/locations')
  locate(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, form, 'location-added', (typed) => this.addLocation.run(by, organisation, judgeInput(locationInput, locationFields(typed))), (again) => this.showLocation(asked, undefined, again));
  }

  @Get('organisations/:organisationId/locations/:locationId')
  relocating(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Param('locationId', { schema: id }) location: string): Promise<void> {
    return this.showLocation({ by, request, reply, organisation }, location);
  }

  @Post('organisations/:organisationId/locations/:locationId')
  relocate(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Param('locationId', { schema: id }) location: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, form, 'location-saved', (typed) => this.changeLocation.run(by, organisation, location, judgeInput(locationChange, locationFields(typed)), seen), (again) => this.showLocation(asked, location, { ...again, version: seen }));
  }

  @Post('organisations/:organisationId/locations/:locationId/remove')
  leave(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('organisationId', { schema: id }) organisation: string, @Param('locationId', { schema: id }) location: string, @Seen() seen: number): Promise<void> {
    const asked = { by, request, reply, organisation };
    return this.attempt(asked, undefined, 'location-removed', () => this.removeLocation.run(by, organisation, location, seen), ({ faults }) => this.showLocation(asked, location, { typed: new Typed({}), ...(faults ? { faults } : {}) }));
  }

  /** Does what a form asks and goes home; a form that is refused, or wants another row, comes back. */
  private async attempt({ by, request, reply, organisation }: Asked, form: PostedForm | undefined, done: string, deed: (typed: Typed) => Promise<unknown>, again: (again: Again) => Promise<void>): Promise<void> {
    const typed = new Typed(formFields(form));
    const turned = withRowsTurned(typed);
    if (turned) return again({ typed: turned });
    try {
      await deed(typed);
    } catch (fault) {
      return again({ typed, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, `${homeOf(by, organisation)}?done=${done}`);
  }

  private async showOrganisation({ by, request, reply, organisation }: Asked, { done, faults = NO_FAULTS }: { readonly done?: unknown; readonly faults?: FormFaults | undefined }): Promise<void> {
    const { t } = request;
    const once = newId();
    const { sheet, now, aside } = await this.transactions.read(by, async (tx) => {
      const found = await this.read.organisationWithin(tx, organisation);
      return { sheet: found, now: tx.at, aside: await this.asides.ofOrganisation(tx, found, { t, once, back: homeOf(by, organisation) }) };
    });
    page(reply, this.frame.office(request, { title: sheet.name, current: railOf(by), toast: doneToast(t, done), faulty: faults.summary.length > 0 },
      <OrganisationPage t={t} now={now} today={this.dayOf(now)} organisation={sheet} keeps={mayKeepListing(by, organisation)} own={by.organisationId === organisation} once={once} faults={faults} aside={aside} />), faults.status);
  }

  private showNew(by: SignedIn, request: FastifyRequest, reply: FastifyReply, { typed, faults = NO_FAULTS }: Again): void {
    if (!mayKeepNetwork(by)) throw new Forbidden();
    this.drawForm({ by, request, reply }, request.t('organisations.listings.list.add'), faults,
      <OrganisationForm t={request.t} action="/organisations" hidden={{ once: newId() }} typed={typed} faults={faults} cancel="/organisations" calendars={this.calendarsFor(request)} />);
  }

  private async showEdit(asked: Asked, { typed, faults = NO_FAULTS, version }: Partial<Again> = {}): Promise<void> {
    const { by, request, organisation } = asked;
    const sheet = await this.mine(by, organisation);
    this.drawForm(asked, request.t('organisations.listings.edit'), faults,
      <OrganisationForm t={request.t} action={`/organisations/${organisation}`} hidden={{ once: newId(), version: version ?? sheet.version }} typed={typed ?? typedOf(sheet)} faults={faults} cancel={homeOf(by, organisation)}
        calendars={mayKeepNetwork(by) ? this.calendarsFor(request) : []} />, sheet.name);
  }

  private async showNewService(asked: Asked, { typed = new Typed({}), faults = NO_FAULTS }: Partial<Again> = {}): Promise<void> {
    const { by, request, organisation } = asked;
    const sheet = await this.mine(by, organisation);
    const now = await this.transactions.read(by, (tx) => Promise.resolve(tx.at));
    this.drawForm(asked, request.t('organisations.listings.add-service'), faults,
      <NewServiceForm t={request.t} action={`/organisations/${organisation}/services`} hidden={{ once: newId() }} typed={typed} faults={faults} cancel={homeOf(by, organisation)} today={this.dayOf(now)} locations={sheet.locations} programmes={sheet.programmes} />, sheet.name);
  }

  private async showLocation(asked: Asked, location?: string, { typed, faults = NO_FAULTS, version }: Partial<Again> = {}): Promise<void> {
    const { by, request: { t }, organisation } = asked;
    const sheet = await this.mine(by, organisation);
    const found: LocationSheet | undefined = sheet.locations.find(({ id: each }) => each === location);
    if (location !== undefined && !found) throw new NotFound();
    const action = `/organisations/${organisation}/locations${found ? `/${found.id}` : ''}`;
    const hidden = (): Record<string, string | number> => ({ once: newId(), ...(found ? { version: version ?? found.version } : {}) });
    this.drawForm(asked, t(found ? 'organisations.listings.location.edit' : 'organisations.listings.add-location'), faults, (
      <>
        <LocationForm t={t} action={action} hidden={hidden()} typed={typed ?? typedOf(found ?? { city: 'Montréal' })} faults={faults} cancel={homeOf(by, organisation)} />
        {found && <RemoveLocationForm t={t} action={`${action}/remove`} hidden={hidden()} />}
      </>
    ), sheet.name);
  }

  /** The organisation, if this reader may change what stands there. */
  private async mine(by: SignedIn, organisation: string) {
    const sheet = await this.read.organisation(by, organisation);
    if (!mayKeepListing(by, organisation)) throw new Forbidden();
    return sheet;
  }

  private drawForm({ by, request, reply }: Omit<Asked, 'organisation'>, title: string, faults: FormFaults, form: VNode, lead?: string): void {
    page(reply, this.frame.office(request, { title, current: railOf(by), faulty: faults.summary.length > 0 }, <div class="stack-6"><PageHead title={title} lead={lead} />{form}</div>), faults.status);
  }

  private calendarsFor({ t }: FastifyRequest) {
    return [...this.calendars.values()].map(({ id: calendar, name }) => ({ id: calendar, name: name[t.language] }));
  }

  private dayOf(now: Date): string {
    return civilDateAt(now, this.env.OFFICE_ZONE);
  }
}
