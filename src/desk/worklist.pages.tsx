import { Controller, Get, Header, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../config/root.js';
import { ApiExcludeController } from '../../libs/http/api-words.js';
import { By, type SignedIn } from '../../libs/http/reader.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { newId } from '../../libs/sql/id.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import type { Option } from '../../libs/ui/form/select-field.js';
import { People, type Colleague } from '../accounts/accounts.door.js';
import { readReference } from '../../config/reference.js';
import { answerFor, TIERS } from '../cases/cases.door.js';
import { mayOwn, Protocols } from '../follow-ups/follow-ups.door.js';
import { Frame } from '../frame/frame.js';
import { mayRefer } from '../referrals/referrals.door.js';
import { mayEdit } from './day.pages.js';
import { DayQueries } from './day.queries.js';
import { listQuery } from './desk.dto.js';
import { doneToast } from './done.js';
import { languageName } from './language-name.js';
import type { FilterName } from './list-address.js';
import type { WorkRow } from './rows.js';
import { Worklist } from './worklist.queries.js';
import { scopesFor, type Scope } from './worklist.rules.js';
import { WorklistPage } from './worklist.view.js';

const pageOfList = listQuery.extend({ done: z.string().max(40).optional() });

/** The worklists as pages. */
@ApiExcludeController()
@Controller('cases')
export class WorklistPages {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(
    private readonly frame: Frame,
    private readonly transactions: Transactions,
    private readonly worklist: Worklist,
    private readonly days: DayQueries,
    private readonly people: People,
    private readonly protocols: Protocols,
  ) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async show(@By() by: SignedIn, @Req() request: FastifyRequest, @Query({ schema: pageOfList }) { done, ...asked }: z.output<typeof pageOfList>): Promise<string> {
    const { t } = request;
    const query = { ...asked, scope: this.worklist.scopeOf(by, asked.scope) };
    const [page, counts, colleagues] = await Promise.all([this.worklist.page(by, query), this.worklist.counts(by, query), this.colleagues(by, query.scope)]);
    const rows = JSON.parse(page.items) as WorkRow[];
    const steps = await this.days.steps(by, rows.flatMap(({ nextCheckpointId }) => nextCheckpointId ?? []));
    return this.frame.office(request, { title: t('desk.cases.title'), current: '/cases', toast: doneToast(t, done), live: { topics: 'cases follow-ups arrivals' } }, (
      <WorklistPage t={t} query={query} scopes={scopesFor(by)} at={page.at} rows={rows} next={page.next} counts={counts} steps={steps}
        stepName={(code) => this.protocols.nameOf(code, t.language)} mayEdit={(row) => mayEdit(by, row)}
        options={this.options(t, query.scope, colleagues)} heirs={mayGive(by) && query.list !== 'closed' ? asOptions(colleagues) : []} refers={mayRefer(by)} once={newId()} />
    ));
  }

  /** To whom the cases of a scope may belong. */
  private colleagues(by: SignedIn, scope: Scope): Promise<Colleague[]> {
    const { teamId } = by;
    return this.transactions.read(by, async (tx) =>
      (scope === 'all' || teamId === null ? await this.people.ofOffice(tx) : await this.people.ofTeam(tx, teamId)).filter(mayOwn));
  }

  private options(t: Translate, scope: Scope, colleagues: readonly Colleague[]): Record<FilterName, Option[]> {
    const { checkpoints, contacts } = this.protocols.inForce();
    return {
      tier: TIERS.map((tier) => ({ value: tier, text: `${tier} ${t(`cases.tiers.${tier}`)}` })),
      language: this.reference.languages.map(({ tag }) => ({ value: tag, text: languageName(t, tag) })),
      borough: this.reference.boroughs.map(({ code, name }) => ({ value: code, text: name })),
      step: [...checkpoints, contacts].map(({ code, name }) => ({ value: code, text: name[t.language] })),
      status: (['expected', 'open'] as const).map((state) => ({ value: state, text: t(`cases.states.${state}`) })),
      owner: scope === 'mine' ? [] : asOptions(colleagues),
    };
  }
}

const asOptions = (colleagues: readonly Colleague[]): Option[] => colleagues.map(({ id, name }) => ({ value: id, text: name }));

/** Whether somebody may give cases to others at all; which ones, the deed judges case by case. */
const mayGive = (by: SignedIn): boolean => (['own', 'team', 'other'] as const).some((relation) => answerFor(by.roles, { act: 'reassign', relation, restricted: false }) !== 'no');
