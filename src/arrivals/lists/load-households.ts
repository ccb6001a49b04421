import { Inject, Injectable, Logger } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { civilDateAt } from '../../../libs/calendar/zone.js';
import { InvalidInput, Refusal } from '../../../libs/http/refusal.js';
import { Messages } from '../../../libs/i18n/messages.js';
import { Outbox } from '../../../libs/outbox/outbox.js';
import { engine } from '../../../libs/transaction/actor.js';
import { isBusy, takeApart } from '../../../libs/transaction/take-apart.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { JoinHousehold } from '../../cases/cases.door.js';
import { fact } from '../arrivals.events.js';
import { ChooseOwner, type ChosenOwner } from '../choose-owner.js';
import { JudgeHousehold } from '../judge-household.js';
import { type OpenedHousehold, OpenHousehold } from '../open-household.js';
import { asHousehold, asNewcomer, comingOf, type RemarkedHousehold } from './listed-household.rules.js';
import { type ListRow, ListsStore, type SettledHousehold, type WaitingHousehold } from './lists.store.js';
import { explainProblem } from './write-rejects.js';

const LOADER = engine('arrival-list');
/** Households in one transaction: few enough that progress is seen and a crash costs little. */
const BATCH = 20;
/** Why a household could not be loaded, for the page: `arrivals.list.refused.<code>`. */
const REFUSED: Readonly<Record<string, string>> = { 'cases.closed': 'closed', 'cases.already-registered': 'already_registered' };

type Known = Awaited<ReturnType<ListsStore['known']>>;

/** The list being loaded and whom its households are given to. */
interface Loading {
  readonly list: ListRow;
  readonly owner: ChosenOwner;
  readonly known: Known;
}

/** Loads the next households of a list, each with the mark that it is loaded: whoever dies in between loses and doubles nothing. */
@Injectable()
export class LoadHouseholds {
  private readonly logger = new Logger('arrivals');

  constructor(
    private readonly transactions: Transactions,
    private readonly lists: ListsStore,
    private readonly judge: JudgeHousehold,
    private readonly owners: ChooseOwner,
    private readonly households: OpenHousehold,
    private readonly join: JoinHousehold,
    private readonly outbox: Outbox,
    private readonly messages: Messages,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** One batch in one transaction; says whether there may be more. */
  next(importId: string, batch = BATCH): Promise<boolean> {
    return this.transactions.run(LOADER, async (tx) => {
      const list = await this.lists.begin(tx, importId);
      if (!list) return false;
      const waiting = await this.lists.claim(tx, importId, batch);
      if (waiting.length === 0) {
        await this.end(tx, list);
        return false;
      }
      const owner = await this.owners.run(tx, { teamId: list.teamId, owner: 'nobody', languages: [] });
      const known = await this.lists.known(tx, waiting.map(({ household }) => household));
      await this.lists.settle(tx, importId, await this.loadAll(tx, waiting, { list, owner, known }));
      return true;
    });
  }

  /** The healthy ones of a batch are loaded whatever is wrong with another. */
  private async loadAll(tx: Tx, waiting: readonly WaitingHousehold[], loading: Loading): Promise<SettledHousehold[]> {
    const settled: SettledHousehold[] = [];
    await takeApart(tx, waiting, async (part) => {
      const opened: OpenedHousehold[] = [];
      const done: SettledHousehold[] = [];
      for (const one of part) done.push(await this.load(tx, one, loading, opened));
      if (opened.length > 0) await this.households.promise(tx, opened);
      settled.push(...done);
    }, async ({ position }, fault) => {
      if (isBusy(fault)) throw fault;
      settled.push({ position, state: 'rejected', caseId: null, problem: this.refusalOf(fault) });
    });
    return settled;
  }

  private async load(tx: Tx, { position, household }: WaitingHousehold, { list, owner, known }: Loading, opened: OpenedHousehold[]): Promise<SettledHousehold> {
    const missing = household.newcomers.filter(({ fingerprint }) => !known.newcomers.has(fingerprint));
    const caseId = household.newcomers.map(({ fingerprint }) => known.newcomers.get(fingerprint)).find((id) => id !== undefined)
      ?? (household.noticeNumber === null ? undefined : known.notices.get(household.noticeNumber));
    if (caseId !== undefined) {
      if (missing.length === 0) return { position, state: 'repeat', caseId, problem: null };
      await this.join.run(tx, caseId, missing.map((newcomer) => asNewcomer(newcomer, 1)));
      return { position, state: 'loaded', caseId, problem: null };
    }

    const described = asHousehold(household, this.noteOf(household, list));
    const coming = comingOf(household, civilDateAt(tx.at, this.env.OFFICE_ZONE));
    const tier = { ...this.judge.propose(described, coming), confirmed: false };
    const one = await this.households.open(tx, { household: described, coming, tier, owner, importId: list.id });
    opened.push(one);
    return { position, state: 'loaded', caseId: one.caseId, problem: null };
  }

  /** What a person should look at is written into the file, in the office's first language. */
  private noteOf({ remarks }: RemarkedHousehold, { fileName }: ListRow): string | null {
    if (remarks.length === 0) return null;
    const t = this.messages.translator('fr');
    return [t('arrivals.list.note.title', { file: fileName }), ...remarks.map((remark) => t('arrivals.list.note.line', { line: remark.line, text: explainProblem(remark, t) }))].join('\n');
  }

  private refusalOf(fault: unknown): string {
    if (fault instanceof Refusal) return REFUSED[fault.code] ?? 'refused';
    if (fault instanceof InvalidInput) return 'invalid';
    const { name, code, constraint } = fault as { name?: string; code?: string; constraint?: string };
    this.logger.error({ said: 'a household of a list could not be loaded', name, code, constraint });
    return 'failed';
  }

  private async end(tx: Tx, list: ListRow): Promise<void> {
    const counts = await this.lists.finish(tx, list.id);
    if (!counts) return;
    await this.outbox.add(tx, fact('arrival-list.loaded', list.id, {
      importId: list.id, uploadedBy: list.uploadedBy, teamId: list.teamId, loaded: counts['loaded'] ?? 0, repeats: counts['repeat'] ?? 0, rejected: counts['rejected'] ?? 0,
    }));
  }
}
