import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import type { z } from 'zod';
import { ApiOperation, ApiTags } from '../../libs/http/api-words.js';
import { By, MaybeSeen, type SignedIn } from '../../libs/http/reader.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { CompleteCheckpoint } from './complete-checkpoint.js';
import { ExplainBreach } from './explain-breach.js';
import { completion, type CompletionBody, explaining, id, moving, type MovingBody, newAttempt, type NewAttemptBody, undoing, waiving, workQuery, type WorkQueryParams } from './follow-ups.dto.js';
import { FollowUpsQueries } from './follow-ups.queries.js';
import { LookAtCheckpoint } from './look-at-checkpoint.js';
import { MoveCheckpoint } from './move-checkpoint.js';
import { Protocols } from './protocols.js';
import { RecordAttempt } from './record-attempt.js';
import { UndoCheckpoint } from './undo-checkpoint.js';
import { WaiveCheckpoint } from './waive-checkpoint.js';

/** Checkpoints as JSON. */
@ApiTags('follow-ups')
@Controller('api/checkpoints')
export class CheckpointsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly queries: FollowUpsQueries,
    private readonly attempt: RecordAttempt,
    private readonly complete: CompleteCheckpoint,
    private readonly move: MoveCheckpoint,
    private readonly waive: WaiveCheckpoint,
    private readonly undo: UndoCheckpoint,
    private readonly looked: LookAtCheckpoint,
    private readonly explain: ExplainBreach,
  ) {}

  @ApiOperation({ summary: 'The worklist: what is scheduled, the soonest first' })
  @Get()
  list(@By() by: SignedIn, @Query({ schema: workQuery }) query: WorkQueryParams) {
    return this.transactions.read(by, (tx) => this.queries.worklist(tx, by, { ...query, personId: by.personId, teamId: by.teamId }));
  }

  @ApiOperation({ summary: 'Records an attempt; a contact may complete several checkpoints at once' })
  @Post(':id/attempts')
  tried(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @Body({ schema: newAttempt }) body: NewAttemptBody, @MaybeSeen() seen?: number) {
    return this.attempt.run(by, checkpointId, body, seen);
  }

  @ApiOperation({ summary: 'Completes a checkpoint by a contact' })
  @Post(':id/complete')
  @HttpCode(200)
  completed(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @Body({ schema: completion }) body: CompletionBody, @MaybeSeen() seen?: number) {
    return this.complete.run(by, checkpointId, body, seen);
  }

  @ApiOperation({ summary: 'Moves the due time, with a reason; the standard stays' })
  @Post(':id/move')
  @HttpCode(200)
  moved(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @Body({ schema: moving }) body: MovingBody, @MaybeSeen() seen?: number) {
    return this.move.run(by, checkpointId, body, seen);
  }

  @ApiOperation({ summary: 'Lets a checkpoint go, with a reason' })
  @Post(':id/waive')
  @HttpCode(200)
  waived(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @Body({ schema: waiving }) { reason, lateBecause }: z.output<typeof waiving>, @MaybeSeen() seen?: number) {
    return this.waive.run(by, checkpointId, reason, seen, lateBecause);
  }

  @ApiOperation({ summary: 'Takes back what was done or waived by mistake' })
  @Post(':id/undo')
  @HttpCode(200)
  undone(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @Body({ schema: undoing }) { reason }: z.output<typeof undoing>, @MaybeSeen() seen?: number) {
    return this.undo.run(by, checkpointId, reason, seen);
  }

  @ApiOperation({ summary: 'Says why a promise was broken; the breach stays, the latest reason stands' })
  @Post(':id/explain')
  @HttpCode(200)
  explained(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @Body({ schema: explaining }) { reason }: z.output<typeof explaining>) {
    return this.explain.run(by, checkpointId, reason);
  }

  @ApiOperation({ summary: 'Says that somebody looked at it and is not finished' })
  @Post(':id/look')
  @HttpCode(200)
  look(@By() by: SignedIn, @Param('id', { schema: id }) checkpointId: string, @MaybeSeen() seen?: number) {
    return this.looked.run(by, checkpointId, seen);
  }
}

/** Protocols as JSON. */
@ApiTags('follow-ups')
@Controller('api/protocols')
export class ProtocolsController {
  constructor(private readonly protocols: Protocols) {}

  @ApiOperation({ summary: 'Every published version, the newest first; each is immutable and known by its digest' })
  @Get()
  list() {
    return { items: this.protocols.all() };
  }
}
