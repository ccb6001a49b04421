import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { many, type PostedForm } from '../../libs/http/forms.js';
import { formFields } from '../../libs/http/form-faults.js';
import { By, seeOther, type SignedIn } from '../../libs/http/reader.js';
import { judgeInput } from '../../libs/http/validation.js';
import { AssignCases } from '../follow-ups/follow-ups.door.js';
import { ChosenCases } from './chosen-cases.js';
import { id } from './desk.dto.js';

/** As many cases change hands at once as somebody can still look over. */
const AT_ONCE = 500;

const giving = z.strictObject({
  ids: z.preprocess((value) => many(value), z.array(id).max(AT_ONCE)),
  ownerId: id,
  all: z.literal('1').optional(),
  matching: z.string().max(2_000).optional(),
  back: z.string().max(2_000).default('/cases'),
});

/** Giving cases to somebody from a list: those that were ticked, or all that the list's filters let through. */
@ApiExcludeController()
@Controller('cases/assign')
export class AssignPages {
  constructor(
    private readonly assign: AssignCases,
    private readonly cases: ChosenCases,
  ) {}

  @Post()
  async give(@By() by: SignedIn, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const { ids, ownerId, all, matching, back } = judgeInput(giving, formFields(form));
    await this.assign.run(by, await this.cases.run(by, { ids, all, matching }, AT_ONCE), ownerId);
    seeOther(reply, withWord(ours(back), ownerId === by.personId ? 'taken' : 'given'));
  }
}

/** Back to a page of the counter, never to another site. */
const ours = (back: string): string => (back === '/' || /^\/cases(\/[0-9a-f-]{36})?(\?[\w\-=&,.%+]*)?$/.test(back) ? back : '/cases');

const withWord = (path: string, done: string): string => `${path}${path.includes('?') ? '&' : '?'}done=${done}`;
