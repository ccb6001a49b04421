import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { caseId } from '../cases.dto.js';
import { type NeedsInput, needsInput } from './needs.dto.js';
import { ScoreNeeds } from './score-needs.js';

/** The needs of a household as JSON. */
@ApiTags('cases')
@Controller('api/cases/:id/needs')
export class NeedsController {
  constructor(private readonly score: ScoreNeeds) {}

  @ApiOperation({ summary: 'Scores several needs in one sitting; earlier scores stay' })
  @Post()
  add(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Body({ schema: needsInput }) body: NeedsInput) {
    return this.score.run(by, file, body);
  }
}
