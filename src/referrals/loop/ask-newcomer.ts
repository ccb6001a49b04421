import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { AlarmClock } from '../../../libs/alarm-clock/alarm-clock.js';
import { addDays } from '../../../libs/calendar/civil-date.js';
import { civilDateAt, instantOf } from '../../../libs/calendar/zone.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type CaseFacts, CasesQueries, OfficeDay } from '../../cases/cases.door.js';
import { ReferralFile } from '../asking/referral-file.js';
import type { OfferRow } from '../offers/offer.row.js';
import { OffersStore } from '../offers/offers.store.js';
import { addresseeOf, besideOf, mayAskByLink } from './addressee.rules.js';
import { REMIND_DAYS } from './loop.rules.js';
import { LoopStore } from './loop.store.js';
import { NewcomerMails } from './newcomer-mails.js';

/** A question that waits for the newcomer: its step 0 reminds, 1 gives it to the caseworker. */
export const QUESTION_ALARM = 'outcome-question';
/** Ten in the morning: nobody is written to at night. */
const MORNING = 10 * 60;

type Asked = Pick<OfferRow, 'id' | 'caseId' | 'need'>;

/** Asks the newcomer whether it helped: by a link, where they may be written to, and otherwise through their caseworker. */
@Injectable()
export class AskNewcomer {
  constructor(
    private readonly file: ReferralFile,
    private readonly cases: CasesQueries,
    private readonly day: OfficeDay,
    private readonly offers: OffersStore,
    private readonly store: LoopStore,
    private readonly mails: NewcomerMails,
    private readonly alarms: AlarmClock,
    @Inject(ENV) private readonly env: Pick<Env, 'OFFICE_ZONE'>,
  ) {}

  /** Once, however often it is called. */
  async run(tx: Tx, offer: Asked): Promise<void> {
    const file = await this.file.facts(tx, offer.caseId);
    const to = await this.addressee(tx, file, offer);
    if (!(await this.store.ask(tx, offer, to ? 'link' : 'caseworker'))) return;
    if (to) await this.write(tx, file, offer, to, 0);
  }

  /** Once more, for whoever looked at both sides and could not tell. */
  async again(tx: Tx, offer: Asked, file: CaseFacts): Promise<void> {
    const to = await this.addressee(tx, file, offer);
    await this.store.askAgain(tx, offer.id, to ? 'link' : 'caseworker');
    if (to) await this.write(tx, file, offer, to, 0);
  }

  /** Reminds; when they may not be written to any more, or were reminded already, the caseworker asks. */
  async remind(tx: Tx, offerId: string, { step, alarmId }: { readonly step: number; readonly alarmId: number }): Promise<void> {
    const question = await this.store.question(tx, offerId);
    if (!question || question.answer !== null || question.asks !== 'link') return;
    const file = await this.file.facts(tx, question.caseId);
    const offer = await this.offers.byId(tx, offerId);
    const to = step === 0 ? await this.addressee(tx, file, offer) : undefined;
    if (!to) {
      await this.store.handOver(tx, { offerId });
      return;
    }
    await this.store.reminded(tx, offerId);
    await this.write(tx, file, offer, to, 1, alarmId);
  }

  private async addressee(tx: Tx, file: CaseFacts, { need }: Asked) {
    return mayAskByLink(need, file) ? addresseeOf(await this.cases.household(tx, file.id), this.day.of(tx.at)) : undefined;
  }

  private async write(tx: Tx, { language, languages }: CaseFacts, offer: Asked, to: NonNullable<ReturnType<typeof addresseeOf>>, step: 0 | 1, alarmId?: number): Promise<void> {
    await this.mails.ask(tx, offer.caseId, to, { beside: besideOf(language, languages), again: step === 1 });
    const at = instantOf(addDays(civilDateAt(tx.at, this.env.OFFICE_ZONE), REMIND_DAYS), MORNING, this.env.OFFICE_ZONE);
    await this.alarms.set(tx, [{ kind: QUESTION_ALARM, subjectId: offer.id, step, at, ...(alarmId === undefined ? {} : { id: alarmId }) }]);
  }
}
