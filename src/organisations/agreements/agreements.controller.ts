import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { ForOrganisations } from '../../accounts/accounts.door.js';
import { id } from '../places/places.dto.js';
import { type AgreementChange, agreementChange, type AgreementInput, agreementInput } from './agreements.dto.js';
import { ChangeAgreement } from './change-agreement.js';
import { EndAgreement } from './end-agreement.js';
import { MakeAgreement } from './make-agreement.js';
import { ReadAgreements } from './read-agreements.js';

/** Agreements as JSON: the office makes them, an organisation reads its own. */
@ApiTags('organisations')
@ForOrganisations()
@Controller('api')
export class AgreementsController {
  constructor(
    private readonly read: ReadAgreements,
    private readonly make: MakeAgreement,
    private readonly change: ChangeAgreement,
    private readonly end: EndAgreement,
  ) {}

  @ApiOperation({ summary: 'What the office and an organisation have agreed' })
  @Get('organisations/:organisationId/agreements')
  async list(@By() by: SignedIn, @Param('organisationId', { schema: id }) organisation: string) {
    return { items: await this.read.list(by, organisation) };
  }

  @ApiOperation({ summary: 'A new agreement with an organisation' })
  @Post('organisations/:organisationId/agreements')
  agree(@By() by: SignedIn, @Param('organisationId', { schema: id }) organisation: string, @Body({ schema: agreementInput }) body: AgreementInput) {
    return this.make.run(by, organisation, body);
  }

  @ApiOperation({ summary: 'One agreement' })
  @Get('agreements/:id')
  one(@By() by: SignedIn, @Param('id', { schema: id }) agreement: string) {
    return this.read.one(by, agreement);
  }

  @ApiOperation({ summary: 'Changes an agreement; needs its version as If-Match' })
  @Patch('agreements/:id')
  amend(@By() by: SignedIn, @Param('id', { schema: id }) agreement: string, @Body({ schema: agreementChange }) body: AgreementChange, @Seen() seen: number) {
    return this.change.run(by, agreement, body, seen);
  }

  @ApiOperation({ summary: 'Ends an agreement now' })
  @HttpCode(200)
  @Post('agreements/:id/end')
  finish(@By() by: SignedIn, @Param('id', { schema: id }) agreement: string, @MaybeSeen() seen?: number) {
    return this.end.run(by, agreement, seen);
  }
}
