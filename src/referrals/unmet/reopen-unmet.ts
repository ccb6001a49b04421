import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../libs/http/refusal.js';
import { one, row, statement } from '../../../libs/sql/sql.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { type ServiceWithRoom, WhoHasRoom } from '../../organisations/organisations.door.js';
import { DraftOffers } from '../asking/draft-offers.js';
import { ReadGrounds } from '../asking/grounds.js';
import { ReferralFile } from '../asking/referral-file.js';
import { type EnteredReferral, MoveReferral } from '../move-referral.js';
import type { OfferRow } from '../offers/offer.row.js';
import { OffersStore } from '../offers/offers.store.js';
import { ReferralsStore } from '../referrals.store.js';
import { factsOf } from '../suggestions/household-facts.js';
import { Ledger } from './ledger.js';
import { stillFree, type Waiting } from './unmet.rules.js';

// One after the other: two who look at the same room would both give it away.
const ALONE = statement('unmet.alone', "select pg_advisory_xact_lock(hashtext('passerelle.unmet'))");
const ASKING = statement('unmet.asking', "select count(*)::int as n from offers where service_id = $1 and state in ('drafted', 'sent', 'information_requested')");

/** A need that waits, and the service that could meet it. */
interface Match { readonly waiting: Waiting; readonly service: ServiceWithRoom; readonly drafts: readonly OfferRow[] }

/** Room or a service has appeared: needs that nobody could meet open again, the service is put in their row, unsent, and their owner is told. */
@Injectable()
export class ReopenUnmet {
  constructor(
    private readonly ledger: Ledger,
    private readonly room: WhoHasRoom,
    private readonly grounds: ReadGrounds,
    private readonly drafts: DraftOffers,
    private readonly referrals: ReferralsStore,
    private readonly offers: OffersStore,
    private readonly file: ReferralFile,
    private readonly move: MoveReferral,
  ) {}

  /** Those that some services could take on, as many as they have room for; how many opened again. It may be called as often as one likes. */
  async forServices(tx: Tx, { services, organisations }: { readonly services: readonly string[]; readonly organisations: readonly string[] }): Promise<number> {
    const found = [...(await this.room.among(tx, services)), ...(await this.room.of(tx, organisations))];
    if ((await this.ledger.waitingFor(tx, needsOf(found))).length === 0) return 0;
    await row(tx, ALONE);
    // Read again, alone: whoever was before may have opened some.
    const waiting = await this.ledger.waitingFor(tx, needsOf(found));
    const matches: Match[] = [];
    for (const service of new Map(found.map((each) => [each.serviceId, each])).values()) {
      let left = await this.leftOf(tx, service);
      for (const each of waiting) {
        if (left <= 0) break;
        if (matches.some(({ waiting: taken }) => taken.id === each.id)) continue;
        const match = await this.match(tx, each, service);
        if (match) { matches.push(match); left -= 1; }
      }
    }
    return this.reopen(tx, matches);
  }

  /** One that has waited for a month: anybody who could take it on now; whether it opened again. */
  async look(tx: Tx, waiting: Waiting): Promise<boolean> {
    await row(tx, ALONE);
    for (const service of await this.room.for(tx, waiting.need)) {
      const match = (await this.leftOf(tx, service)) > 0 ? await this.match(tx, waiting, service) : undefined;
      if (match) return (await this.reopen(tx, [match])) > 0;
    }
    return false;
  }

  private async leftOf(tx: Tx, { serviceId, room }: ServiceWithRoom): Promise<number> {
    return stillFree(room, (await one<{ n: number }>(tx, ASKING, [serviceId])).n);
  }

  /** Whether a service could meet a need: it fits the household, has not said no to it, and they agree to be shared with it. */
  private async match(tx: Tx, waiting: Waiting, service: ServiceWithRoom): Promise<Match | undefined> {
    if (!service.needs.includes(waiting.need)) return undefined;
    const [file, referral] = [await this.file.facts(tx, waiting.caseId), await this.referrals.byId(tx, waiting.referralId)];
    if (file.state === 'closed') return undefined;
    const asked = { services: [service.serviceId], way: 'order', despite: null } as const;
    const grounds = await this.grounds.choosing(tx, waiting, asked);
    if (!service.fits(waiting.need, factsOf({ ...file, newcomers: grounds.household.newcomers }, grounds.today, referral.newcomerId))) return undefined;
    try {
      return { waiting, service, drafts: this.drafts.judge(tx, referral, asked, await this.offers.ofReferral(tx, referral.id), grounds) };
    } catch (fault) {
      if (fault instanceof InvalidInput) return undefined;
      throw fault;
    }
  }

  /** Opens them in the order in which cases are locked. */
  private async reopen(tx: Tx, matches: readonly Match[]): Promise<number> {
    let opened = 0;
    for (const { waiting, service, drafts } of [...matches].sort((one_, other) => one_.waiting.caseId.localeCompare(other.waiting.caseId))) {
      const entered: EnteredReferral = await this.move.enter(tx, waiting.referralId);
      if (entered.referral.state !== 'unmet' || entered.file.state === 'closed') continue;
      await this.move.make(tx, entered, { move: 'reappear', reason: 'room_appeared', serviceId: service.serviceId });
      await this.drafts.write(tx, drafts, null);
      opened += 1;
    }
    return opened;
  }
}

const needsOf = (services: readonly ServiceWithRoom[]): string[] => [...new Set(services.flatMap(({ needs }) => needs))];
