import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { many, type PostedForm } from '../../libs/http/forms.js';
import { formFields } from '../../libs/http/form-faults.js';
import { InvalidInput } from '../../libs/http/refusal.js';
import { By, seeOther, type SignedIn } from '../../libs/http/reader.js';
import { judgeInput } from '../../libs/http/validation.js';
import { AssignCases } from '../follow-ups/follow-ups.door.js';
import { id, listQuery } from './desk.dto.js';
import { Worklist } from './worklist.queries.js';

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
    private readonly worklist: Worklist,
  ) {}

  @Post()
  async give(@By() by: SignedIn, @Res() reply: FastifyReply, @Body() form?: PostedForm): Promise<void> {
    const { ids, ownerId, all, matching, back } = judgeInput(giving, formFields(form));
    const chosen = all ? await this.matching(by, matching ?? '') : ids;
    if (chosen.length === 0) throw new InvalidInput([{ path: 'ids', code: 'desk.faults.none-chosen' }]);
    await this.assign.run(by, chosen, ownerId);
    seeOther(reply, withWord(ours(back), ownerId === by.personId ? 'taken' : 'given'));
  }

  /** Every case of a list, read page by page through the very condition that its count uses. */
  private async matching(by: SignedIn, address: string): Promise<string[]> {
    const words = Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? ''));
    const query = { ...judgeInput(listQuery, words), limit: 200 };
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await this.worklist.page(by, { ...query, after });
      ids.push(...(JSON.parse(items) as { id: string }[]).map((row) => row.id));
      if (ids.length > AT_ONCE) throw new InvalidInput([{ path: 'all', code: 'desk.faults.too-many-chosen', values: { most: AT_ONCE } }]);
      if (!next) return ids;
      after = next;
    }
  }
}

/** Back to a page of the counter, never to another site. */
const ours = (back: string): string => (back === '/' || /^\/cases(\/[0-9a-f-]{36})?(\?[\w\-=&,.%+]*)?$/.test(back) ? back : '/cases');

const withWord = (path: string, done: string): string => `${path}${path.includes('?') ? '&' : '?'}done=${done}`;
