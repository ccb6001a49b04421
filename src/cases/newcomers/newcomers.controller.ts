import { Body, Controller, Delete, HttpCode, Param, Patch, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { caseId, id } from '../cases.dto.js';
import { AddNewcomer } from './add-newcomer.js';
import { ChangeHead } from './change-head.js';
import { ChangeNewcomer } from './change-newcomer.js';
import { headInput, type NewcomerChange, newcomerChange, type NewcomerInput, newcomerInput } from './newcomers.dto.js';
import { RemoveNewcomer } from './remove-newcomer.js';

/** The people of a household as JSON. Each person has a version of their own. */
@ApiTags('cases')
@Controller('api/cases/:id')
export class NewcomersController {
  constructor(
    private readonly add: AddNewcomer,
    private readonly change: ChangeNewcomer,
    private readonly remove: RemoveNewcomer,
    private readonly head: ChangeHead,
  ) {}

  @ApiOperation({ summary: 'Somebody joins the household' })
  @Post('newcomers')
  join(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Body({ schema: newcomerInput }) body: NewcomerInput, @MaybeSeen() seen?: number) {
    return this.add.run(by, file, body, seen);
  }

  @ApiOperation({ summary: 'Corrects what is known of a person; needs their version as If-Match' })
  @Patch('newcomers/:newcomerId')
  correct(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Param('newcomerId', { schema: id }) who: string,
    @Body({ schema: newcomerChange }) body: NewcomerChange, @Seen() seen: number) {
    return this.change.run(by, file, who, body, seen);
  }

  @ApiOperation({ summary: 'Somebody leaves the household; needs their version as If-Match' })
  @Delete('newcomers/:newcomerId')
  leave(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Param('newcomerId', { schema: id }) who: string, @Seen() seen: number) {
    return this.remove.run(by, file, who, seen);
  }

  @ApiOperation({ summary: 'Another person becomes the head' })
  @Post('head')
  @HttpCode(200)
  lead(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Body({ schema: headInput }) { newcomerId }: z.output<typeof headInput>, @MaybeSeen() seen?: number) {
    return this.head.run(by, file, newcomerId, seen);
  }
}
