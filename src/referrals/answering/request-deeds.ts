import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';
import { isCivilDate } from '../../../libs/calendar/civil-date.js';
import { instantOf, minuteOf } from '../../../libs/calendar/zone.js';
import { NotFound } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { noShowInput, scheduleInput, unscheduleInput } from '../appointments/appointments.dto.js';
import { ScheduleOffer } from '../appointments/schedule-offer.js';
import { AcceptOffer } from '../offers/accept-offer.js';
import { AskOffice } from '../offers/ask-office.js';
import { CompleteOffer } from '../offers/complete-offer.js';
import { DeclineOffer } from '../offers/decline-offer.js';
import { FailOffer } from '../offers/fail-offer.js';
import { declineInput, failInput, outcomeInput, saidInput, unacceptInput, waitlistInput } from '../offers/offers.dto.js';
import { StartService } from '../offers/start-service.js';
import { TellProgress } from '../offers/tell-progress.js';
import { UnacceptOffer } from '../offers/unaccept-offer.js';
import { WaitlistOffer } from '../offers/waitlist-offer.js';
import { WriteMessage } from '../offers/write-message.js';

/** What a form of an offer says, by its fields. */
type Fields = Readonly<Record<string, unknown>>;
type Deed = (by: Actor, offerId: string, fields: Fields, seen: number | undefined) => Promise<unknown>;

/** What the people of an organisation do with an offer on its page, by the name that ends the address. */
@Injectable()
export class RequestDeeds {
  private readonly deeds: ReadonlyMap<string, Deed>;

  constructor(
    accept: AcceptOffer, decline: DeclineOffer, waitlist: WaitlistOffer, ask: AskOffice, write: WriteMessage, tell: TellProgress,
    schedules: ScheduleOffer, start: StartService, complete: CompleteOffer, fail: FailOffer, unaccept: UnacceptOffer,
    @Inject(ENV) { OFFICE_ZONE: zone }: Pick<Env, 'OFFICE_ZONE'>,
  ) {
    this.deeds = new Map(Object.entries<Deed>({
      'accept': (by, id, _, seen) => accept.run(by, id, seen),
      'decline': (by, id, fields, seen) => decline.run(by, id, judgeInput(declineInput, fields), seen),
      'waitlist': (by, id, fields, seen) => waitlist.run(by, id, judgeInput(waitlistInput, listFields(fields)), seen),
      'ask': (by, id, fields, seen) => ask.run(by, id, judgeInput(saidInput, fields).text, seen),
      'message': (by, id, fields) => write.run(by, id, judgeInput(saidInput, fields).text),
      'contacted': (by, id, _, seen) => tell.contacted(by, id, seen),
      'progress': (by, id, _, seen) => tell.progressed(by, id, seen),
      'schedule': (by, id, fields, seen) => schedules.run(by, id, judgeInput(scheduleInput, meetingFields(fields, zone)), seen),
      'unschedule': (by, id, fields, seen) => schedules.unschedule(by, id, judgeInput(unscheduleInput, fields).reason, seen),
      'no-show': (by, id, { rebook }, seen) => schedules.noShow(by, id, judgeInput(noShowInput, rebook === undefined ? {} : { rebook: meetingFields(rebook as Fields, zone) }), seen),
      'start': (by, id, _, seen) => start.run(by, id, seen),
      'complete': (by, id, fields, seen) => complete.run(by, id, judgeInput(outcomeInput, fields).outcome, seen),
      'fail': (by, id, fields, seen) => fail.run(by, id, judgeInput(failInput, fields).reason, seen),
      'unaccept': (by, id, fields, seen) => unaccept.run(by, id, judgeInput(unacceptInput, fields).reason, seen),
    }));
  }

  /** Does what a form asks. Throws `NotFound` for a deed that nobody knows. */
  async run(by: Actor, offerId: string, deed: string, fields: Fields, seen: number | undefined): Promise<void> {
    const known = this.deeds.get(deed);
    if (!known) throw new NotFound();
    await known(by, offerId, fields, seen);
  }
}

/** When and where they meet, as it was typed: the moment by the office’s clock. */
const meetingFields = ({ startsAt, minutes, ...said }: Fields, zone: string): Fields => ({ ...said, ...figure('minutes', minutes), ...(startsAt === undefined ? {} : { startsAt: momentOf(startsAt, zone) }) });

/** A moment of the office’s clock; what is none is left to be refused. */
function momentOf(typed: unknown, zone: string): unknown {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)T([01]\d:[0-5]\d|2[0-3]:[0-5]\d)$/.exec(String(typed)) ?? [];
  return date !== undefined && time !== undefined && isCivilDate(date) ? instantOf(date, minuteOf(time), zone).toISOString() : typed;
}

/** The figures of a waiting list, as they were typed; what is no figure is left to be refused. */
export const listFields = ({ place, weeks }: Fields): Fields => ({ ...figure('place', place), ...figure('weeks', weeks) });

const figure = (name: string, typed: unknown): Fields => (typed === undefined ? {} : { [name]: /^\d+$/.test(String(typed)) ? Number(typed) : typed });
