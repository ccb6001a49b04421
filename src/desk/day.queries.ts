import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';
import { Forbidden } from '../../libs/http/refusal.js';
import type { PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { visibleValues } from '../cases/cases.door.js';
import { dayStatement, LOAD_OF_TEAM, LOAD_OF_TEAMS, STEPS_OF, type DayQuestion } from './day.sql.js';
import type { Load, StepOf } from './rows.js';
import { scopesFor, type Scope } from './worklist.rules.js';

/** What a day begins with, read in one statement; the JSON is Postgres's. */
@Injectable()
export class DayQueries {
  constructor(
    private readonly transactions: Transactions,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** The day as JSON. `today` chooses whose work of today it lists. @throws Forbidden for whoever has nothing to do with cases */
  async day(by: PersonActor, today?: Scope): Promise<string> {
    const [row] = await this.transactions.statement<{ day: string }>(by, dayStatement(questionFor(by, today)), [this.env.OFFICE_ZONE, ...visibleValues(by)]);
    if (!row) throw new Error('a day gave no row');
    return row.day;
  }

  /** How the next steps of some cases are made, by the checkpoint's identity. */
  async steps(by: PersonActor, checkpointIds: readonly string[]): Promise<ReadonlyMap<string, StepOf>> {
    const steps = await this.transactions.statement<StepOf & { id: string }>(by, STEPS_OF, [checkpointIds]);
    return new Map(steps.map(({ id, ...step }) => [id, step]));
  }

  /** How much each person of a lead's team carries, or each team for those who oversee all. */
  load(by: PersonActor): Promise<Load[]> {
    if (by.roles.includes('manager')) return this.transactions.statement<Load>(by, LOAD_OF_TEAMS);
    return by.teamId === null ? Promise.resolve([]) : this.transactions.statement<Load>(by, LOAD_OF_TEAM, [by.teamId]);
  }
}

/** Leads begin with their team, whoever oversees all with the office, caseworkers with their own. */
export function questionFor(by: PersonActor, today?: Scope): DayQuestion {
  const scopes = scopesFor(by);
  const leads = by.roles.includes('team_lead') && scopes.includes('team');
  const scope = leads ? 'team' : scopes[0];
  if (!scope) throw new Forbidden();
  return { scope, today: today && scopes.includes(today) ? today : scope, unassigned: scopes.includes('team') ? 'team' : 'all' };
}
