import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { AssureService } from './assure-service.js';
import { ChangeHours } from './change-hours.js';
import { ChangeService } from './change-service.js';
import { hoursInput, type HoursInput, id, serviceChange, type ServiceChange } from './listings.dto.js';
import { ReadListings, type ServiceSheet } from './read-listings.js';

const serviceId = id.meta({ description: 'The service.' });
const locationId = id.meta({ description: 'A place where it is given.' });

/** The services of the network as JSON. */
@ApiTags('services')
@ForOrganisations()
@Controller('api/services')
export class ServicesController {
  constructor(
    private readonly read: ReadListings,
    private readonly changeService: ChangeService,
    private readonly changeHours: ChangeHours,
    private readonly assureService: AssureService,
  ) {}

  @ApiOperation({ summary: 'One service, as it says itself, with its hours, places and how far its listing may be believed' })
  @Get(':id')
  show(@By() by: SignedIn, @Param('id', { schema: serviceId }) service: string): Promise<ServiceSheet> {
    return this.read.service(by, service);
  }

  @ApiOperation({ summary: 'Changes what a service says of itself; needs If-Match' })
  @Patch(':id')
  change(@By() by: SignedIn, @Param('id', { schema: serviceId }) service: string, @Body({ schema: serviceChange }) body: ServiceChange, @Seen() seen: number) {
    return this.changeService.run(by, service, body, seen);
  }

  @ApiOperation({ summary: 'Its usual week and the days that are different; needs the service’s version as If-Match' })
  @Put(':id/schedules')
  keepHours(@By() by: SignedIn, @Param('id', { schema: serviceId }) service: string, @Body({ schema: hoursInput }) body: HoursInput, @Seen() seen: number) {
    return this.changeHours.run(by, service, body, seen);
  }

  @ApiOperation({ summary: 'The hours that hold at one place only; needs the service’s version as If-Match' })
  @Put(':id/locations/:locationId/schedules')
  keepHoursThere(@By() by: SignedIn, @Param('id', { schema: serviceId }) service: string, @Param('locationId', { schema: locationId }) location: string, @Body({ schema: hoursInput }) body: HoursInput, @Seen() seen: number) {
    return this.changeHours.run(by, service, body, seen, location);
  }

  @ApiOperation({ summary: 'Still true: the listing is confirmed as of today' })
  @HttpCode(200)
  @Post(':id/assure')
  assure(@By() by: SignedIn, @Param('id', { schema: serviceId }) service: string, @MaybeSeen() seen?: number) {
    return this.assureService.run(by, service, seen);
  }
}
