import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import type { Keyset } from '../../../libs/http/keyset.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { AddLocation } from './add-location.js';
import { AddOrganisation } from './add-organisation.js';
import { AddService } from './add-service.js';
import { ChangeLocation } from './change-location.js';
import { ChangeOrganisation } from './change-organisation.js';
import {
  id, locationChange, type LocationChange, locationInput, type LocationInput, organisationChange, type OrganisationChange, organisationInput, type OrganisationInput, organisationsQuery,
  type OrganisationsQuery, pauseInput, serviceInput, type ServiceInput,
} from './listings.dto.js';
import type { OrganisationLine } from './listings.queries.js';
import { PauseOrganisation } from './pause-organisation.js';
import { type OrganisationSheet, ReadListings } from './read-listings.js';
import { RemoveLocation } from './remove-location.js';

const organisationId = id.meta({ description: 'The organisation.' });
const locationId = id.meta({ description: 'One of its places.' });

/** The organisations of the network as JSON. To somebody of an organisation there is no other than their own. */
@ApiTags('organisations')
@ForOrganisations()
@Controller('api/organisations')
export class OrganisationsController {
  constructor(
    private readonly read: ReadListings,
    private readonly addOrganisation: AddOrganisation,
    private readonly changeOrganisation: ChangeOrganisation,
    private readonly pauseOrganisation: PauseOrganisation,
    private readonly addService: AddService,
    private readonly addLocation: AddLocation,
    private readonly changeLocation: ChangeLocation,
    private readonly removeLocation: RemoveLocation,
  ) {}

  @ApiOperation({ summary: 'List the organisations of the network: by a part of their name, a need that they answer, or what is wrong with them' })
  @Get()
  list(@By() by: SignedIn, @Query({ schema: organisationsQuery }) query: OrganisationsQuery): Promise<Keyset<OrganisationLine>> {
    return this.read.list(by, query);
  }

  @ApiOperation({ summary: 'An organisation joins the network' })
  @Post()
  add(@By() by: SignedIn, @Body({ schema: organisationInput }) body: OrganisationInput) {
    return this.addOrganisation.run(by, body);
  }

  @ApiOperation({ summary: 'One organisation, with its services and places' })
  @Get(':organisationId')
  show(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string): Promise<OrganisationSheet> {
    return this.read.organisation(by, organisation);
  }

  @ApiOperation({ summary: 'Changes who an organisation is, how it is reached, and what it wants mails about; needs If-Match' })
  @Patch(':organisationId')
  change(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @Body({ schema: organisationChange }) body: OrganisationChange, @Seen() seen: number) {
    return this.changeOrganisation.run(by, organisation, body, seen);
  }

  @ApiOperation({ summary: 'Nothing is asked of it up to and including a day' })
  @HttpCode(200)
  @Post(':organisationId/pause')
  pause(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @Body({ schema: pauseInput }) { until }: z.output<typeof pauseInput>, @MaybeSeen() seen?: number) {
    return this.pauseOrganisation.run(by, organisation, until, seen);
  }

  @ApiOperation({ summary: 'Ends its pause now' })
  @HttpCode(200)
  @Post(':organisationId/resume')
  resume(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @MaybeSeen() seen?: number) {
    return this.pauseOrganisation.run(by, organisation, null, seen);
  }

  @ApiOperation({ summary: 'It begins to give a service' })
  @Post(':organisationId/services')
  give(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @Body({ schema: serviceInput }) body: ServiceInput) {
    return this.addService.run(by, organisation, body);
  }

  @ApiOperation({ summary: 'A place of its own; without coordinates it stands in the middle of its borough' })
  @Post(':organisationId/locations')
  locate(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @Body({ schema: locationInput }) body: LocationInput) {
    return this.addLocation.run(by, organisation, body);
  }

  @ApiOperation({ summary: 'Changes a place; needs its version as If-Match' })
  @Patch(':organisationId/locations/:locationId')
  relocate(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @Param('locationId', { schema: locationId }) location: string, @Body({ schema: locationChange }) body: LocationChange, @Seen() seen: number) {
    return this.changeLocation.run(by, organisation, location, body, seen);
  }

  @ApiOperation({ summary: 'Gives a place up: no service is given there any more; needs its version as If-Match' })
  @Delete(':organisationId/locations/:locationId')
  leave(@By() by: SignedIn, @Param('organisationId', { schema: organisationId }) organisation: string, @Param('locationId', { schema: locationId }) location: string, @Seen() seen: number) {
    return this.removeLocation.run(by, organisation, location, seen);
  }
}
