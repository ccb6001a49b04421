import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import type { SentLink } from './links.store.js';

/** Which links can answer for a service now, and the way to close one: for the office’s page of a service. */
export function LinksBlock({ t, serviceId, links, now, back }: { readonly t: Translate; readonly serviceId: string; readonly links: readonly SentLink[]; readonly now: Date; readonly back: string }): VNode {
  return (
    <Card id="links" title={t('organisations.links.title')} count={links.length} bare>
      {links.length === 0
        ? <p class="card-body meta">{t('organisations.links.none')}</p>
        : (
          <ul class="rows">
            {links.map(({ id, purpose, sentTo, expiresAt, usedAt }) => (
              <li class="between">
                <div class="stack-1">
                  <p class="strong">{t(`organisations.links.purposes.${purpose}`)}</p>
                  <p class="meta">{t('organisations.links.sent-to', { addresses: t.list(sentTo) })}</p>
                  <p class="meta dots">
                    <span>{t('organisations.links.until', { day: t.date(expiresAt) })}</span>
                    <span>{usedAt ? t('organisations.links.used', { ago: t.ago(usedAt, now) }) : t('organisations.links.unused')}</span>
                  </p>
                </div>
                <form method="post" action={`/services/${serviceId}/links/${id}/revoke`}>
                  <input type="hidden" name="back" value={back} />
                  <button class="button button-small button-danger" type="submit">{t('organisations.links.revoke')}<span class="visually-hidden">, {t(`organisations.links.purposes.${purpose}`)}</span></button>
                </form>
              </li>
            ))}
          </ul>
        )}
    </Card>
  );
}
