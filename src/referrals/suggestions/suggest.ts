import { Injectable } from '@nestjs/common';
import { together } from '../../../libs/sql/sql.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, type HouseholdSheet, OfficeDay, OpenFile, type OpeningReason } from '../../cases/cases.door.js';
import { type FoundCounts, type FoundService, type HouseholdFacts, householdKinds, SearchServices, servicesSearch, ServicesToAsk, type ServiceToAsk } from '../../organisations/organisations.door.js';
import { answerTime } from '../asking/answer-promise.js';
import { consentFor, type SharingConsent } from '../sharing/share.rules.js';
import { SharesStore } from '../sharing/shares.store.js';
import { AnswerHistory } from './answer-history.js';
import { ASSUMED, type Curve, minutesToYes, yesBy } from './curve.rules.js';
import { factsOf } from './household-facts.js';
import { isPutFirst, type Memory, type MustNot, mustNotAsk, type PastOffer, remembered } from './memory.rules.js';
import { rank } from './rank.rules.js';
import type { Narrowing } from './suggestions.dto.js';

/** A service that could help, with what its past answers, agreements and earlier offers say. */
export interface Suggestion extends FoundService {
  /** How it answers, learned from `whose` answers; times in business minutes. */
  readonly answers: Curve;
  /** When an answer would be due, were it asked now. */
  readonly answerDueAt: Date;
  /** How likely it says yes by then. */
  readonly chance: number;
  readonly yesMinutes: number;
  /** Earlier offers of this need of this household. */
  readonly memory: Memory | null;
  /** How many more households its agreement holds this month; null without a number. */
  readonly quotaLeft: number | null;
  /** Its agreement puts this household first. */
  readonly putFirst: boolean;
  /** Why it is not asked by itself. */
  readonly mustNot: MustNot | null;
  /** Whether the household agrees to be shared with its organisation. */
  readonly agreed: boolean;
}

/** Who could help, and who was left out. */
export interface Suggestions {
  readonly at: Date;
  readonly counts: FoundCounts;
  /** What services' rules were judged by. */
  readonly household: HouseholdFacts;
  readonly suggested: readonly Suggestion[];
  readonly excluded: readonly Suggestion[];
}

/** For whom and for what. */
export interface SuggestFor {
  readonly need: string;
  /** One person of the household; null for all of it. */
  readonly newcomerId: string | null;
}

/** A file that somebody was let into. */
export interface OpenedCase {
  readonly file: CaseFacts;
  readonly household: HouseholdSheet;
  /** When it was opened, and the day that it was at the office. */
  readonly at: Date;
  readonly today: string;
}

interface Known {
  readonly tx: Tx;
  readonly file: CaseFacts;
  readonly facts: HouseholdFacts;
  readonly newcomerId: string | null;
  readonly services: ReadonlyMap<string, ServiceToAsk>;
  readonly consents: readonly SharingConsent[];
  readonly curves: ReadonlyMap<string, Curve>;
  readonly past: readonly PastOffer[];
  readonly quotas: ReadonlyMap<string, number>;
}

/** From so many on nobody reads a list; those are the best of them. */
const MOST_SUGGESTED = 60;

/** Suggests who could help a household with a need. Nothing leaves the office: the network is asked with the facts, and keeps none. */
@Injectable()
export class Suggest {
  constructor(
    private readonly transactions: Transactions,
    private readonly openFile: OpenFile,
    private readonly day: OfficeDay,
    private readonly search: SearchServices,
    private readonly services: ServicesToAsk,
    private readonly history: AnswerHistory,
    private readonly shares: SharesStore,
  ) {}

  /** Opens the case for the reader, which is recorded, and suggests. Throws as opening a case does. */
  async run(by: PersonActor, caseId: string, asked: SuggestFor, narrowing: Narrowing): Promise<Suggestions> {
    return this.forOpened(by, await this.open(by, caseId), asked, narrowing);
  }

  /** Lets somebody into a case; that they looked is recorded. */
  open(by: PersonActor, caseId: string, reason?: OpeningReason): Promise<OpenedCase> {
    return this.transactions.read(by, async (tx) => ({ ...(await this.openFile.run(tx, caseId, { reason })), at: tx.at, today: this.day.of(tx.at) }));
  }

  /** As `run`, for a case that the reader was let into. With a text: whatever bears that name, answering the need or not. */
  async forOpened(by: PersonActor, { file, household, today }: OpenedCase, { need, newcomerId }: SuggestFor, { text, speaks, km, openNow, hasRoom, unverified }: Narrowing): Promise<Suggestions> {
    const facts = factsOf({ ...file, newcomers: household.newcomers }, today, newcomerId);
    const found = await this.search.run(by, servicesSearch.parse({
      needs: text === '' ? [need] : [], text, languages: speaks ? facts.languages : [], openNow, hasRoom, household: facts, all: true, limit: MOST_SUGGESTED,
      near: file.borough ? { borough: file.borough, km } : null, ...(unverified ? { including: 'unverified' } : {}),
    }));
    const services = JSON.parse(found.items) as FoundService[];
    const suggestions = await this.transactions.read(by, async (tx) => {
      const known = await this.know(tx, { file, facts, need, newcomerId }, services);
      return services.flatMap((service) => tell(known, service, this.services));
    });
    return { at: found.at, counts: JSON.parse(found.counts) as FoundCounts, household: facts, ...rank(suggestions) };
  }

  private async know(tx: Tx, { file, facts, need, newcomerId }: Pick<Known, 'file' | 'facts' | 'newcomerId'> & { readonly need: string }, found: readonly FoundService[]): Promise<Known> {
    const [services, consents] = await together(this.services.byIds(tx, found.map(({ id }) => id)), this.shares.consentsOf(tx, file.id, this.day.of(tx.at)));
    return { tx, file, facts, newcomerId, services, consents, ...(await this.history.of(tx, { caseId: file.id, need }, [...services.values()])) };
  }
}

/** One service, told with everything that is known; nothing for one that vanished meanwhile. */
function tell({ tx, file, facts, newcomerId, services, consents, curves, past, quotas }: Known, found: FoundService, hours: ServicesToAsk): Suggestion[] {
  const service = services.get(found.id);
  if (!service) return [];
  const answers = curves.get(found.id) ?? ASSUMED;
  const time = answerTime(file.tier, service, tx.at, hours);
  const memory = remembered(service, newcomerId, past, hours.today(tx.at)) ?? null;
  const quotaLeft = quotas.get(found.id) ?? null;
  return [{
    ...found, answers, answerDueAt: time.dueAt, chance: yesBy(answers, time.businessMinutes), yesMinutes: minutesToYes(answers), memory, quotaLeft,
    putFirst: isPutFirst(service.priorityGroups, { statuses: facts.statuses, kinds: householdKinds(facts.people).certain }),
    mustNot: mustNotAsk(memory ?? undefined, quotaLeft) ?? null, agreed: consentFor(consents, service.organisationId) !== undefined,
  }];
}
