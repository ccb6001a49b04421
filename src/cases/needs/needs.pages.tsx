import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import { ApiExcludeController } from '../../../libs/http/api-words.js';
import { formFields } from '../../../libs/http/form-faults.js';
import type { PostedForm } from '../../../libs/http/forms.js';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { By, type SignedIn } from '../../../libs/http/reader.js';
import { judgeInput } from '../../../libs/http/validation.js';
import { CasePages, type CaseRequest, type Draw } from '../case-pages.js';
import { caseId, openingReason } from '../cases.dto.js';
import type { OpeningReason } from '../cases.policy.js';
import { readReference } from '../../../config/reference.js';
import { needsInput } from './needs.dto.js';
import { NeedsPage } from './needs.view.js';
import { ScoreNeeds } from './score-needs.js';

/** The needs of a household as a page. */
@ApiExcludeController()
@Controller('cases/:id/needs')
export class NeedsPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly pages: CasePages,
    private readonly score: ScoreNeeds,
  ) {}

  @Get()
  show(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string,
    @Query('reason', { schema: openingReason.optional() }) reason?: OpeningReason, @Query('done') done?: unknown): Promise<void> {
    const asked = { by, request, reply, caseId: id, reason, done };
    return this.pages.show(asked, 'needs', this.draw(asked));
  }

  @Post()
  add(@By() by: SignedIn, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', { schema: caseId }) id: string, @Body() form?: PostedForm): Promise<void> {
    const asked = { by, request, reply, caseId: id };
    const ticked = tickedScores(form);
    return this.pages.attempt(asked, () => {
      if (ticked.length === 0) throw new InvalidInput([{ path: 'scores.0.score', code: 'cases.faults.no-score' }]);
      return this.score.run(by, id, judgeInput(needsInput, { scores: ticked.map(({ code, score }) => ({ code, score: Number(score) })) }));
    }, { part: 'needs', done: 'scored', draw: this.draw(asked, Object.fromEntries(ticked.map(({ code, score }) => [code, score]))) });
  }

  private draw({ request: { t } }: CaseRequest, typed: Readonly<Record<string, string>> = {}): Draw {
    return (sheet) => <NeedsPage {...sheet} t={t} reference={this.reference} typed={typed} />;
  }
}

/** The needs that were ticked; « not today » posts nothing. */
function tickedScores(form: PostedForm | undefined): { code: string; score: string }[] {
  const { scores } = formFields(form);
  const rows = Array.isArray(scores) ? (scores as { code?: unknown; score?: unknown }[]) : [];
  return rows.flatMap(({ code, score }) => (typeof code === 'string' && typeof score === 'string' ? [{ code, score }] : []));
}
