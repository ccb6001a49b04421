import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { caseId, id } from '../cases.dto.js';
import { type ConsentInput, consentInput } from './consents.dto.js';
import { RecordConsents } from './record-consents.js';
import { WithdrawConsent } from './withdraw-consent.js';

/** What a household agreed to, as JSON. */
@ApiTags('cases')
@Controller('api/cases/:id/consents')
export class ConsentsController {
  constructor(
    private readonly record: RecordConsents,
    private readonly withdraw: WithdrawConsent,
  ) {}

  @ApiOperation({ summary: 'Records a consent: one purpose, one recipient, until a day' })
  @Post()
  async agree(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Body({ schema: consentInput }) body: ConsentInput) {
    const { consentIds: [consentId] } = await this.record.run(by, file, [body]);
    return { consentId };
  }

  @ApiOperation({ summary: 'Takes a consent back, at once and for good' })
  @Post(':consentId/withdraw')
  @HttpCode(200)
  takeBack(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Param('consentId', { schema: id }) consent: string) {
    return this.withdraw.run(by, file, consent);
  }
}
