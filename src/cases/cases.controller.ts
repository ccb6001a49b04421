import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import { pageQuery } from '../../libs/http/keyset.js';
import { By, MaybeSeen, Seen, type SignedIn } from '../../libs/http/reader.js';
import { caseChange, type CaseChange, caseId, noteInput, openingReason, restrictionInput } from './cases.dto.js';
import type { OpeningReason } from './cases.policy.js';
import { ChangeCase } from './change-case.js';
import { ReadRecords } from './read-records.js';
import { RestrictCase } from './restrict-case.js';
import { WriteNote } from './write-note.js';

const auditQuery = z.strictObject(pageQuery.shape);
const reasonQuery = z.strictObject({ reason: openingReason.optional() });

/** The household's file as JSON. */
@ApiTags('cases')
@Controller('api/cases')
export class CasesController {
  constructor(
    private readonly change: ChangeCase,
    private readonly restrict: RestrictCase,
    private readonly note: WriteNote,
    private readonly records: ReadRecords,
  ) {}

  @ApiOperation({ summary: 'Corrects what is known of a household; needs If-Match' })
  @Patch(':id')
  patch(@By() by: SignedIn, @Param('id', { schema: caseId }) id: string, @Body({ schema: caseChange }) body: CaseChange, @Seen() seen: number) {
    return this.change.run(by, id, body, seen);
  }

  @ApiOperation({ summary: 'Writes a note' })
  @Post(':id/notes')
  addNote(@By() by: SignedIn, @Param('id', { schema: caseId }) id: string, @Body({ schema: noteInput }) body: z.output<typeof noteInput>) {
    return this.note.run(by, id, body);
  }

  @ApiOperation({ summary: 'Hides a case from all but its owner and their lead, or shows it again' })
  @Post(':id/restriction')
  @HttpCode(200)
  setRestriction(@By() by: SignedIn, @Param('id', { schema: caseId }) id: string, @Body({ schema: restrictionInput }) body: z.output<typeof restrictionInput>, @MaybeSeen() seen?: number) {
    return this.restrict.run(by, id, body.restricted, seen);
  }

  @ApiOperation({ summary: 'Who opened or changed what, and when' })
  @Get(':id/audit')
  audit(@By() by: SignedIn, @Param('id', { schema: caseId }) id: string, @Query({ schema: auditQuery }) query: z.output<typeof auditQuery>) {
    return this.records.audit(by, id, query);
  }

  @ApiOperation({ summary: 'What the household agreed to' })
  @Get(':id/consents')
  consents(@By() by: SignedIn, @Param('id', { schema: caseId }) id: string, @Query({ schema: reasonQuery }) { reason }: { reason?: OpeningReason | undefined }) {
    return this.records.consents(by, id, { reason });
  }
}
