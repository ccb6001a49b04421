import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFaults, formFields, type FormFaults, NO_FAULTS } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { doneAt, localPath, page } from '../../../libs/http/page-answer.js';
import { By, Seen, seeOther, type SignedIn } from '../../../libs/http/reader.js';
import { Forbidden } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { newId } from '../../../libs/sql/id.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { Frame } from '../../frame/frame.js';
import { railOf } from '../home-of.js';
import { mayTellPlaces } from '../organisations.policy.js';
import { AdjustPlaces } from './adjust-places.js';
import { ConfirmPlaces } from './confirm-places.js';
import { capacityInput, id, tapInput } from './places.dto.js';
import { PlacesForm, readFigures, turnedRows, type TypedFigure, typedFigures } from './places-form.view.js';
import { ReadPlaces } from './read-places.js';
import { TellPlaces } from './tell-places.js';

interface Asked {
  readonly by: SignedIn;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly serviceId: string;
  /** The page that asked, to go back to. */
  readonly back: string;
}

/** Telling places on pages: all at once on a page of their own, one tap from wherever the block stands. */
@ApiExcludeController()
@ForOrganisations()
@Controller('services/:id/places')
export class PlacesPages {
  constructor(
    private readonly frame: Frame,
    private readonly read: ReadPlaces,
    private readonly tell: TellPlaces,
    private readonly confirm: ConfirmPlaces,
    private readonly adjust: AdjustPlaces,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) serviceId: string, @Query('back') back?: unknown): Promise<void> {
    return this.draw({ by, request, reply, serviceId, back: backTo(back, serviceId) });
  }

  @Post()
  async replace(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: id }) serviceId: string, @Seen() seen: number, @Body() form?: PostedForm): Promise<void> {
    const fields = formFields(form);
    const asked = { by, request, reply, serviceId, back: backTo(fields['back'], serviceId) };
    const { typed, input } = readFigures(fields);
    const turned = turnedRows(typed, fields);
    if (turned) return this.draw(asked, { typed: turned, version: seen });
    try {
      await this.tell.run(by, serviceId, judgeInput(capacityInput, input), seen);
    } catch (fault) {
      return this.draw(asked, { typed, version: seen, faults: formFaults(fault, request.t) });
    }
    seeOther(reply, doneAt(asked.back, 'places-saved'));
  }

  @Post('confirm')
  async stillTrue(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: id }) serviceId: string, @Body() form?: PostedForm): Promise<void> {
    await this.confirm.run(by, serviceId);
    seeOther(reply, doneAt(backTo(form?.['back'], serviceId), 'places-confirmed'));
  }

  @Post('adjust')
  async tap(@By() by: SignedIn, @Res() reply: FastifyReply, @Param('id', { schema: id }) serviceId: string, @Body() form?: PostedForm): Promise<void> {
    await this.adjust.run(by, serviceId, judgeInput(tapInput, tapped(form)));
    seeOther(reply, doneAt(backTo(form?.['back'], serviceId), 'places-adjusted'));
  }

  private async draw({ by, request, reply, serviceId, back }: Asked, again?: { readonly typed: readonly TypedFigure[]; readonly version: number; readonly faults?: FormFaults }): Promise<void> {
    const { t } = request;
    const told = await this.read.run(by, serviceId);
    if (!mayTellPlaces(by, told.organisationId)) throw new Forbidden();
    const faults = again?.faults ?? NO_FAULTS;
    page(reply, this.frame.office(request, { title: t('organisations.places.title-of', { service: told.serviceName }), current: railOf(by), faulty: faults.summary.length > 0 }, (
      <>
        <PageHead title={t('organisations.places.title')} lead={`${told.serviceName}, ${told.organisationName}`} />
        <PlacesForm t={t} action={`/services/${serviceId}/places`} hidden={{ once: newId(), version: again?.version ?? told.version, back }} typed={again?.typed ?? typedFigures(told)} faults={faults} cancel={back} />
      </>
    )), faults.status);
  }
}

/** What a tap says. */
export const tapped = (form: PostedForm | undefined): Record<string, unknown> => ({ placeId: form?.['placeId'], by: Number(form?.['by']) });

const backTo = (back: unknown, serviceId: string): string => (back === undefined ? `/services/${serviceId}` : localPath(back));
