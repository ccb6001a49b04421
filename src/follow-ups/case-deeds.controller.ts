import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../libs/http/reader.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { AssignCases } from './assign-cases.js';
import { CloseCase } from './close-case.js';
import { accepting, assigning, type AssigningBody, assigningMany, type AssigningManyBody, closing, type ClosingBody, handingOver, id, reopening, type ReopeningBody } from './follow-ups.dto.js';
import { HandOver } from './hand-over.js';
import { ReopenCase } from './reopen-case.js';
import { ReplanCase } from './replan-case.js';
import { TakeUp } from './take-up.js';
import { sheetOf } from './plan-sheet.js';

/** What follow-ups does to a case as a whole, as JSON. */
@ApiTags('follow-ups')
@Controller('api/cases')
export class CaseDeedsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly takeUp: TakeUp,
    private readonly replan: ReplanCase,
    private readonly close: CloseCase,
    private readonly reopen: ReopenCase,
    private readonly assign: AssignCases,
  ) {}

  @ApiOperation({ summary: 'Gives several cases to somebody: all of them, or none' })
  @Post('assign')
  @HttpCode(200)
  assignMany(@By() by: SignedIn, @Body({ schema: assigningMany }) { ids, ownerId, opening }: AssigningManyBody) {
    return this.assign.run(by, ids, ownerId, { reason: opening });
  }

  @ApiOperation({ summary: 'The plan of a case: every checkpoint, how its date came about, and what happens if nobody acts' })
  @Get(':id/plan')
  plan(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string) {
    return this.transactions.read(by, async (tx) => sheetOf(await this.takeUp.look(tx, caseId), tx.at));
  }

  @ApiOperation({ summary: 'Works the plan out again and shows what would change; writes nothing' })
  @Post(':id/plan/preview')
  @HttpCode(200)
  preview(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string) {
    return this.replan.preview(by, caseId);
  }

  @ApiOperation({ summary: 'Accepts exactly the difference that was shown' })
  @Post(':id/plan/accept')
  @HttpCode(200)
  accept(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Body({ schema: accepting }) { digest }: z.output<typeof accepting>) {
    return this.replan.accept(by, caseId, digest);
  }

  @ApiOperation({ summary: 'Closes a case with a reason' })
  @Post(':id/close')
  @HttpCode(200)
  closed(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Body({ schema: closing }) { reason, opening }: ClosingBody, @MaybeSeen() seen?: number) {
    return this.close.run(by, caseId, reason, { seen, reason: opening });
  }

  @ApiOperation({ summary: 'Opens a closed case again; somebody is in touch within one business day' })
  @Post(':id/reopen')
  @HttpCode(200)
  reopened(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Body({ schema: reopening }) { reason, opening, arrivalOn }: ReopeningBody, @MaybeSeen() seen?: number) {
    return this.reopen.run(by, caseId, reason, { seen, reason: opening, arrived: arrivalOn ? { arrivalOn } : undefined });
  }

  @ApiOperation({ summary: 'Gives a case to somebody; what is promised goes with it, and due dates never move' })
  @Post(':id/assign')
  @HttpCode(200)
  assigned(@By() by: SignedIn, @Param('id', { schema: id }) caseId: string, @Body({ schema: assigning }) { ownerId, opening }: AssigningBody) {
    return this.assign.run(by, [caseId], ownerId, { reason: opening });
  }
}

/** Handing everything over that somebody owes, as JSON. */
@ApiTags('follow-ups')
@Controller('api/people')
export class HandOverController {
  constructor(private readonly handOver: HandOver) {}

  @ApiOperation({ summary: 'Gives every case of a person to a colleague, or shares them out in the team' })
  @Post(':id/hand-over')
  @HttpCode(200)
  run(@By() by: SignedIn, @Param('id', { schema: id }) personId: string, @Body({ schema: handingOver }) { ownerId }: z.output<typeof handingOver>) {
    return this.handOver.run(by, personId, ownerId === 'team' ? null : ownerId);
  }
}
