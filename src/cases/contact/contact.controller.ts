import { Body, Controller, Delete, Param, Patch, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '../../../libs/http/api-words.js';
import { By, Seen, type SignedIn } from '../../../libs/http/reader.js';
import { caseId, id } from '../cases.dto.js';
import { AddContactWay } from './add-contact-way.js';
import { ChangeContactWay } from './change-contact-way.js';
import { type WayChange, wayChange, type WayInput, wayInput } from './contact.dto.js';
import { RemoveContactWay } from './remove-contact-way.js';

/** The ways to reach a household as JSON. Each has a version of its own. */
@ApiTags('cases')
@Controller('api/cases/:id/contact-ways')
export class ContactController {
  constructor(
    private readonly add: AddContactWay,
    private readonly change: ChangeContactWay,
    private readonly remove: RemoveContactWay,
  ) {}

  @ApiOperation({ summary: 'A new way to reach them: what is not said to be safe is not' })
  @Post()
  offer(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Body({ schema: wayInput }) body: WayInput) {
    return this.add.run(by, file, body);
  }

  @ApiOperation({ summary: 'Changes a way or what is safe about it; needs its version as If-Match' })
  @Patch(':wayId')
  correct(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Param('wayId', { schema: id }) way: string, @Body({ schema: wayChange }) body: WayChange, @Seen() seen: number) {
    return this.change.run(by, file, way, body, seen);
  }

  @ApiOperation({ summary: 'Forgets a way; needs its version as If-Match' })
  @Delete(':wayId')
  forget(@By() by: SignedIn, @Param('id', { schema: caseId }) file: string, @Param('wayId', { schema: id }) way: string, @Seen() seen: number) {
    return this.remove.run(by, file, way, seen);
  }
}
