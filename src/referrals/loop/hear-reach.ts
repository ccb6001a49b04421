import { Injectable } from '@nestjs/common';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import type { Fact, FactListener } from '../../../libs/outbox/fact.js';
import { Hears } from '../../../libs/outbox/hears.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import type { CaseFactPayloads } from '../../cases/cases.events.js';
import { CasesQueries, OfficeDay } from '../../cases/cases.door.js';
import { addresseeOf, safeAddresses } from './addressee.rules.js';
import { QUESTION_ALARM } from './ask-newcomer.js';
import { LoopStore } from './loop.store.js';
import { NewcomerLinks } from './newcomer-links.store.js';

/**
 * Writing to a household has become unsafe, or they do not want it any more, or the case was restricted or closed: links that lie in such a mailbox open nothing from
 * this moment, and what a link still asked, the caseworker asks.
 */
@Injectable()
@Hears('consent.withdrawn', 'contact-ways.changed', 'case.restricted', 'case.closed', 'household.changed')
export class HearReach implements FactListener {
  constructor(
    private readonly day: OfficeDay,
    private readonly cases: CasesQueries,
    private readonly links: NewcomerLinks,
    private readonly store: LoopStore,
    private readonly alarms: AlarmClock,
  ) {}

  async hear(tx: Tx, facts: readonly Fact<unknown>[]): Promise<void> {
    const told = facts.map(({ type, payload }) => ({ type, ...(payload as Partial<CaseFactPayloads['consent.withdrawn'] & CaseFactPayloads['case.restricted']> & { readonly caseId: string }) }));
    const caseIds = new Set(told.filter(({ type, purpose }) => type !== 'consent.withdrawn' || purpose === 'messages').map(({ caseId }) => caseId));
    for (const caseId of [...caseIds].sort()) {
      const household = await this.cases.household(tx, caseId);
      const discreet = told.some((each) => each.caseId === caseId && (each.type === 'case.closed' || (each.type === 'case.restricted' && each.restricted === true)));
      await this.links.revoke(tx, caseId, discreet ? [] : safeAddresses(household));
      if (!discreet && addresseeOf(household, this.day.of(tx.at))) continue;
      await this.alarms.cancel(tx, QUESTION_ALARM, await this.store.handOver(tx, { caseId }));
    }
  }
}
