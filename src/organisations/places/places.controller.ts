import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { AdjustPlaces } from './adjust-places.js';
import { ConfirmPlaces } from './confirm-places.js';
import { capacityInput, type CapacityInput, id, tapInput, type Tap } from './places.dto.js';
import { ReadPlaces } from './read-places.js';
import { TellPlaces } from './tell-places.js';

/** The places of a service as JSON. */
@ApiTags('services')
@ForOrganisations()
@Controller('api/services/:id/capacity')
export class PlacesController {
  constructor(
    private readonly read: ReadPlaces,
    private readonly tell: TellPlaces,
    private readonly confirm: ConfirmPlaces,
    private readonly adjust: AdjustPlaces,
  ) {}

  @ApiOperation({ summary: 'How much room a service has, figure by figure, with how far each may be believed' })
  @Get()
  look(@By() by: SignedIn, @Param('id', { schema: id }) service: string) {
    return this.read.run(by, service);
  }

  @ApiOperation({ summary: 'Tells all figures of a service at once; needs their version as If-Match. A figure that is left out is removed' })
  @Put()
  replace(@By() by: SignedIn, @Param('id', { schema: id }) service: string, @Body({ schema: capacityInput }) body: CapacityInput, @Seen() seen: number) {
    return this.tell.run(by, service, body, seen);
  }

  @ApiOperation({ summary: 'Still true: every figure is as young as if it had just been told' })
  @HttpCode(200)
  @Post('confirm')
  stillTrue(@By() by: SignedIn, @Param('id', { schema: id }) service: string) {
    return this.confirm.run(by, service);
  }

  @ApiOperation({ summary: 'One more or one fewer, never below none nor above the maximum' })
  @HttpCode(200)
  @Post('adjust')
  tap(@By() by: SignedIn, @Param('id', { schema: id }) service: string, @Body({ schema: tapInput }) body: Tap) {
    return this.adjust.run(by, service, body);
  }
}
