import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { PrintButton } from '../../../libs/ui/print-button.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { WorkTable } from '../../../libs/ui/work-table.js';
import { CaseTabs, householdName, type OpeningReason } from '../../cases/cases.door.js';
import type { Disclosure, Ledger } from './read-disclosures.js';
import { fieldName, needName } from './share-words.js';

export interface DisclosuresPageProps {
  readonly t: Translate;
  readonly ledger: Ledger;
  readonly reason: OpeningReason | undefined;
  /** This is not its first page. */
  readonly further: boolean;
  readonly mayEdit: boolean;
  readonly mayRead: boolean;
}

const TONES: Readonly<Record<Disclosure['kind'], Tone>> = { sent: 'accent', opened: 'line', closed: 'ok' };

/** A household’s ledger: who received or opened what, for what, and when. */
export function DisclosuresPage({ t, ledger, reason, further, mayEdit, mayRead }: DisclosuresPageProps): VNode {
  const { file, disclosures: { items, next } } = ledger;
  const path = `/cases/${file.id}/disclosures`;
  const address = (to: string, query: Readonly<Record<string, string | undefined>>): string => {
    const given = new URLSearchParams(Object.entries({ ...query, reason }).flatMap(([name, value]) => (value ? [[name, value]] : [])));
    return given.size > 0 ? `${to}?${given.toString()}` : to;
  };
  return (
    <>
      <PageHead title={t('referrals.sharing.ledger.title')} lead={householdName(t, file)}
        deeds={<a class="button" href={address(`${path}/sheet`, {})}><Icon name="printer" />{t('referrals.sharing.ledger.for-them')}</a>} />
      <div class="stack-8">
        <CaseTabs t={t} file={file} part="consents" reason={reason} mayEdit={mayEdit} mayRead={mayRead} />
        <div class="stack-6">
          <p class="meta">{t('referrals.sharing.ledger.what')}</p>
          <Card id="ledger" title={t('referrals.sharing.ledger.list')} bare={items.length > 0}>
            {items.length === 0 ? <EmptyState title={t('referrals.sharing.ledger.none')} icon="shield-check" /> : <DisclosuresTable t={t} ledger={ledger} />}
          </Card>
          <Pager next={next && address(path, { after: next })} first={further ? address(path, {}) : null} />
        </div>
      </div>
    </>
  );
}

function DisclosuresTable({ t, ledger: { disclosures: { items }, household, at } }: { readonly t: Translate; readonly ledger: Ledger }): VNode {
  return (
    <WorkTable compact caption={t('referrals.sharing.ledger.title')} rows={items} rowKey={({ id }) => String(id)} columns={[
      { title: t('referrals.sharing.ledger.when'), cell: (each) => <time datetime={each.at.toISOString()}>{t.whenNear(each.at, at)}</time> },
      { title: t('referrals.sharing.ledger.organisation'), kind: 'head', cell: ({ organisation, service }) => <>{organisation}<br /><small>{service}</small></> },
      { title: t('referrals.sharing.ledger.happened'), cell: (each) => <><Tag tone={TONES[each.kind]}>{t(`referrals.sharing.ledger.kinds.${each.kind}`)}</Tag>{openedBy(t, each)}</> },
      { title: t('referrals.sharing.ledger.why'), cell: ({ need, newcomerId }) => [needName(t, need), ...nameOf(household, newcomerId)].join(', ') },
      { title: t('referrals.sharing.ledger.fields'), cell: ({ fields }) => fieldsText(t, fields) },
    ]} />
  );
}

const openedBy = (t: Translate, { kind, person, byLink }: Disclosure): VNode | null => {
  const who = person ?? (byLink ? t('referrals.sharing.ledger.link') : null);
  return kind === 'opened' && who !== null ? <><br /><small>{who}</small></> : null;
};

const nameOf = (household: Ledger['household'], newcomerId: string | null): string[] =>
  household.newcomers.filter(({ id }) => id === newcomerId).map(({ givenName }) => givenName);

const fieldsText = (t: Translate, fields: readonly string[]): string => fields.map((field) => fieldName(t, field)).join(', ');

/** The same for the people themselves, on paper: in French, with English under each line. */
export function DisclosuresSheet({ t, fr, en, ledger }: { readonly t: Translate; readonly fr: Translate; readonly en: Translate; readonly ledger: Ledger }): VNode {
  const { file, household, at, disclosures: { items } } = ledger;
  const both = (key: string): ComponentChildren => <Both fr={fr(key)} en={en(key)} />;
  return (
    <div class="stack-6" lang="fr-CA" dir="ltr">
      <PageHead title={both('referrals.sharing.ledger.sheet')} lead={`${householdName(fr, file)} · ${fr('cases.number', { number: file.number })}`} deeds={<PrintButton text={t('referrals.sharing.ledger.print')} />} />
      <p>{both('referrals.sharing.ledger.sheet-what')}</p>
      {items.length === 0 ? <p>{both('referrals.sharing.ledger.none')}</p> : (
        <table class="data data-compact">
          <thead><tr>{['when', 'organisation', 'happened', 'why', 'fields'].map((name) => <th scope="col">{both(`referrals.sharing.ledger.${name}`)}</th>)}</tr></thead>
          <tbody>
            {items.map((each) => (
              <tr>
                <td>{fr.date(each.at)}</td>
                <th scope="row">{each.organisation}<br /><small>{each.service}</small></th>
                <td>{both(`referrals.sharing.ledger.kinds.${each.kind}`)}{openedBy(fr, each)}</td>
                <td><Both fr={[needName(fr, each.need), ...nameOf(household, each.newcomerId)].join(', ')} en={needName(en, each.need)} /></td>
                <td><Both fr={fieldsText(fr, each.fields)} en={fieldsText(en, each.fields)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="meta">{both('referrals.sharing.ledger.rights')}</p>
      <p class="meta">{fr.dateTime(at)}</p>
    </div>
  );
}

const Both = ({ fr, en }: { readonly fr: string; readonly en: string }): VNode => <>{fr}<br /><small lang="en" class="meta">{en}</small></>;
