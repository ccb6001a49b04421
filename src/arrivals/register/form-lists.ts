import { Injectable } from '@nestjs/common';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import type { SignedIn } from '../../../libs/http/reader.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Option } from '../../../libs/ui/form/select-field.js';
import { People } from '../../accounts/accounts.door.js';
import type { Reference } from '../../../config/reference.js';
import { SOURCES } from '../../cases/cases.door.js';
import { teamsFor } from '../arrivals.policy.js';
import { JudgeHousehold } from '../judge-household.js';

const OWNERS = statement('arrivals.possible-owners', 'select id, name, team_id as "teamId" from caseloads where team_id = any($1::uuid[]) order by name, id');

type Options = readonly (Option | { readonly group: string; readonly options: readonly Option[] })[];

/** What a registration form lets people choose from, in their language. */
export interface FormLists {
  readonly today: string;
  readonly now: Date;
  readonly owners: Options;
  readonly ownersDefault: string;
  readonly languages: Options;
  readonly boroughs: Options;
  readonly statuses: Options;
  readonly sources: Options;
}

const FAMILIES = ['pr', 'pr_humanitarian', 'temporary', 'other'] as const;

/** Gathers the lists of a registration form. */
@Injectable()
export class ReadFormLists {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly judge: JudgeHousehold,
  ) {}

  get reference(): Reference {
    return this.judge.reference;
  }

  async run(by: SignedIn, t: Translate): Promise<FormLists> {
    const { now, teams, owners } = await this.transactions.read(by, async (tx) => {
      const mine = teamsFor(by, await this.people.teams(tx));
      return { now: tx.at, teams: mine, owners: await rows<{ id: string; name: string; teamId: string }>(tx, OWNERS, [mine.map(({ id }) => id)]) };
    });
    const of = (teamId: string): Option[] => [
      { value: `least_loaded:${teamId}`, text: t('arrivals.owner.least-loaded') }, { value: `nobody:${teamId}`, text: t('arrivals.owner.nobody') },
      ...owners.filter((one) => one.teamId === teamId && one.id !== by.personId).map(({ id, name }) => ({ value: id, text: name })),
    ];
    const me = owners.some(({ id }) => id === by.personId) ? [{ value: by.personId, text: t('arrivals.owner.me') }] : [];
    const [only] = teams;
    return {
      now, today: civilDateAt(now, t.zone),
      owners: [...me, ...(only && teams.length === 1 ? of(only.id) : teams.map(({ id, name }) => ({ group: name, options: of(id) })))],
      ownersDefault: me[0]?.value ?? (only ? `least_loaded:${only.id}` : ''),
      ...this.words(t),
    };
  }

  private words(t: Translate): Pick<FormLists, 'languages' | 'boroughs' | 'statuses' | 'sources'> {
    const { languages, boroughs, statuses } = this.reference;
    return {
      languages: languages.map((one) => ({ value: one.tag, text: one[t.language] })).sort((one, other) => one.text.localeCompare(other.text, t.locale)),
      boroughs: boroughs.map(({ code, name }) => ({ value: code, text: name })),
      statuses: FAMILIES.map((family) => ({
        group: t(`arrivals.form.statuses.${family}`), options: statuses.filter((one) => one.family === family).map((one) => ({ value: one.code, text: one[t.language] })),
      })),
      sources: SOURCES.filter((source) => source !== 'list').map((source) => ({ value: source, text: t(`cases.sources.${source}`) })),
    };
  }
}
