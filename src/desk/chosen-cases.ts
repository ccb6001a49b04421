import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../libs/http/refusal.js';
import { judgeInput } from '../../libs/http/validation.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { listQuery } from './desk.dto.js';
import { Worklist } from './worklist.queries.js';

/** What a list's form says of the rows that were chosen. */
export interface Chosen {
  readonly ids: readonly string[];
  /** Every case that the list's filters let through, not only those on its page. */
  readonly all?: unknown;
  /** The address of that list. */
  readonly matching?: string | undefined;
}

/** The cases that were chosen in a list: those that were ticked, or all that its filters let through. */
@Injectable()
export class ChosenCases {
  constructor(private readonly worklist: Worklist) {}

  /** Throws `InvalidInput` when nothing was chosen, or more than so many. */
  async run(by: PersonActor, { ids, all, matching = '' }: Chosen, most: number): Promise<readonly string[]> {
    const chosen = all ? await this.matching(by, matching, most) : ids;
    if (chosen.length === 0) throw new InvalidInput([{ path: 'ids', code: 'desk.faults.none-chosen' }]);
    if (chosen.length > most) throw new InvalidInput([{ path: 'all', code: 'desk.faults.too-many-chosen', values: { most } }]);
    return chosen;
  }

  /** Every case of a list, read page by page through the very condition that its count uses. */
  private async matching(by: PersonActor, address: string, most: number): Promise<string[]> {
    const words = Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? ''));
    const query = { ...judgeInput(listQuery, words), limit: 200 };
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await this.worklist.page(by, { ...query, after });
      ids.push(...(JSON.parse(items) as { id: string }[]).map((row) => row.id));
      if (!next || ids.length > most) return ids;
      after = next;
    }
  }
}
