import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../libs/http/refusal.js';
import { judgeInput } from '../../../libs/http/validation.js';
import type { Actor } from '../../../libs/transaction/actor.js';
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
    start: StartService, complete: CompleteOffer, fail: FailOffer, unaccept: UnacceptOffer,
  ) {
    this.deeds = new Map(Object.entries<Deed>({
      'accept': (by, id, _, seen) => accept.run(by, id, seen),
      'decline': (by, id, fields, seen) => decline.run(by, id, judgeInput(declineInput, fields), seen),
      'waitlist': (by, id, fields, seen) => waitlist.run(by, id, judgeInput(waitlistInput, listFields(fields)), seen),
      'ask': (by, id, fields, seen) => ask.run(by, id, judgeInput(saidInput, fields).text, seen),
      'message': (by, id, fields) => write.run(by, id, judgeInput(saidInput, fields).text),
      'contacted': (by, id, _, seen) => tell.contacted(by, id, seen),
      'progress': (by, id, _, seen) => tell.progressed(by, id, seen),
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

/** The figures of a waiting list, as they were typed; what is no figure is left to be refused. */
export const listFields = ({ place, weeks }: Fields): Fields => ({ ...figure('place', place), ...figure('weeks', weeks) });

const figure = (name: string, typed: unknown): Fields => (typed === undefined ? {} : { [name]: /^\d+$/.test(String(typed)) ? Number(typed) : typed });
