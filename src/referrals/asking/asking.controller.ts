import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../../libs/http/reader.js';
import { OpenUnmet } from './open-unmet.js';
import { ReferMany } from './refer-many.js';
import { id, manyInput, type ManyInput, splitInput, type SplitInput, unmetInput, type UnmetInput } from './referrals.dto.js';
import { SplitReferral } from './split-referral.js';

/** Referrals in other numbers than one, as JSON: many at once, one in parts, and one that nobody can meet. */
@ApiTags('referrals')
@Controller('api')
export class AskingController {
  constructor(
    private readonly many: ReferMany,
    private readonly split: SplitReferral,
    private readonly unmet: OpenUnmet,
  ) {}

  @ApiOperation({ summary: 'Puts the same need of many households to the same services', description: 'Each case is judged by itself. The answer has a referral or the faults for every case; a case with faults is left as it was, whatever became of the others.' })
  @HttpCode(200)
  @Post('referrals/many')
  referMany(@By() by: SignedIn, @Body({ schema: manyInput }) body: ManyInput) {
    return this.many.run(by, body);
  }

  @ApiOperation({ summary: 'Splits a referral into parts that are asked by themselves; it is met when they are' })
  @Post('referrals/:id/split')
  splitOne(@By() by: SignedIn, @Param('id', { schema: id }) referral: string, @Body({ schema: splitInput }) body: SplitInput, @MaybeSeen() seen?: number) {
    return this.split.run(by, referral, body, seen);
  }

  @ApiOperation({ summary: 'Nobody can help with a need: it goes on the ledger, in one act' })
  @Post('cases/:id/unmet')
  nobody(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Body({ schema: unmetInput }) body: UnmetInput) {
    return this.unmet.run(by, caseId, body);
  }
}
