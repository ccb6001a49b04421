import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { rows, statement } from '../../../libs/sql/sql.js';
import type { Actor } from '../../../libs/transaction/actor.js';
import { Transactions } from '../../../libs/transaction/transactions.js';
import type { Tx } from '../../../libs/transaction/tx.js';
import { Card } from '../../../libs/ui/card.js';
import { Icon } from '../../../libs/ui/icon.js';
import { ConfirmPlaces } from './confirm-places.js';

/** The places of a service in one figure; nothing when nobody ever told any. */
interface ServicePlaces {
  readonly id: string;
  readonly name: string;
  readonly free: number | null;
  readonly toldAt: Date | null;
}

const RUNNING = statement('places.of-running-services', `
  select s.id, s.name, (select sum(p.available)::int from places p where p.service_id = s.id) as free, (select min(p.updated_at) from places p where p.service_id = s.id) as "toldAt"
  from services s where s.organisation_id = $1 and s.status in ('active', 'temporarily closed') order by s.name, s.id`);

/** The places of all services of an organisation: beside its other pages, and one tap from being true again. */
@Injectable()
export class OurPlaces {
  constructor(
    private readonly transactions: Transactions,
    private readonly confirm: ConfirmPlaces,
  ) {}

  /** Whatever was told is true now. */
  confirmAll(by: Actor, organisationId: string): Promise<void> {
    return this.transactions.run(by, async (tx) => {
      for (const { id, free } of await this.services(tx, organisationId)) if (free !== null) await this.confirm.within(tx, id);
    });
  }

  /** The running services of an organisation, each with its places. */
  services(tx: Tx, organisationId: string): Promise<ServicePlaces[]> {
    return rows<ServicePlaces>(tx, RUNNING, [organisationId]);
  }

  /** A card beside a page of the organisation’s; `back`: where a tap comes back to. */
  async card(tx: Tx, organisationId: string, about: { readonly t: Translate; readonly once: string; readonly back: string }): Promise<VNode> {
    return <OurPlacesCard {...about} services={await this.services(tx, organisationId)} now={tx.at} />;
  }
}

function OurPlacesCard({ t, once, back, services, now }: { readonly t: Translate; readonly once: string; readonly back: string; readonly services: readonly ServicePlaces[]; readonly now: Date }): VNode {
  const oldest = services.reduce<Date | null>((first, { toldAt }) => (toldAt && (!first || toldAt < first) ? toldAt : first), null);
  return (
    <Card id="our-places" title={t('organisations.places.ours')} side={<a href="/my-organisation/places">{t('organisations.listings.change')}<span class="visually-hidden">, {t('organisations.places.ours')}</span></a>} bare foot={oldest && (
      <form class="stack-2" method="post" action="/my-organisation/places/confirm">
        <input type="hidden" name="once" value={`${once}-places`} />
        <input type="hidden" name="back" value={back} />
        <p>{t('organisations.places.still-true-since', { ago: t.ago(oldest, now) })}</p>
        <button class="button button-small button-wide" type="submit"><Icon name="check" />{t('organisations.places.still-true')}</button>
      </form>
    )}>
      {services.length === 0
        ? <p class="card-body meta">{t('organisations.places.no-services')}</p>
        : <ul class="rows">{services.map(({ name, free }) => <li class="between"><span>{name}</span><span class={free === null ? 'meta' : 'strong nowrap'}>{free === null ? t('organisations.places.untold') : t('organisations.places.free', { count: free })}</span></li>)}</ul>}
    </Card>
  );
}
