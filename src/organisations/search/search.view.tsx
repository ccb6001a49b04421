import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Chips, type ChipLink } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { Tick } from '../../../libs/ui/form/choices.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { Pager } from '../../../libs/ui/pager.js';
import { countWords, FoundServices } from './found-service.view.js';
import type { FoundCounts, FoundService } from './found-service.js';
import { addressFields, type SearchAddress, searchHref } from './search-address.js';

export interface SearchPageProps {
  readonly t: Translate;
  readonly reference: Reference;
  readonly address: SearchAddress;
  /** What was typed: it is posted, and never in an address. */
  readonly text: string;
  readonly at: Date;
  readonly services: readonly FoundService[];
  readonly counts: FoundCounts;
  readonly next: string | null;
}

/** Who can help: the network, narrowed by codes in the address and words that are posted. */
export function ServicesPage(props: SearchPageProps): VNode {
  const { t, reference, address, text, at, services, counts, next } = props;
  return (
    <>
      <PageHead title={t('organisations.search.title')} lead={countWords(t, counts)} />
      <div class="stack-6">
        <form class="search-again" role="search" aria-label={t('organisations.search.words')} method="post" action="/services">
          {addressFields(address).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
          <label class="visually-hidden" for="text">{t('organisations.search.words')}</label>
          <input class="input" id="text" name="text" type="search" autocomplete="off" value={text} maxlength={120} placeholder={t('organisations.search.placeholder')} />
          <button class="button button-primary" type="submit"><Icon name="search" />{t('organisations.search.go')}</button>
        </form>
        <Narrowing {...props} />
        {services.length > 0 ? <FoundServices t={t} at={at} reference={reference} services={services} /> : (
          <div class="card"><EmptyState title={t('organisations.search.nothing')} icon="search">{t('organisations.search.nothing-note')} <a href="/services">{t('organisations.search.clear')}</a></EmptyState></div>
        )}
        {text === '' ? <Pager next={next ? searchHref(address, { after: next }) : null} first={address.after ? searchHref(address) : null} text={countWords(t, counts)} /> : next && (
          <form class="pager" method="post" action="/services">
            {[...addressFields(address, { after: next }), ['text', text] as const].map(([name, value]) => <input type="hidden" name={name} value={value} />)}
            <button class="button button-small" type="submit">{t('ui.pager.next')}<Icon name="chevron-right" kind="turn" /></button>
          </form>
        )}
      </div>
    </>
  );
}

function Narrowing({ t, reference, address }: SearchPageProps): VNode {
  const options = {
    need: reference.needs.map(({ code, ...names }) => ({ value: code, text: names[t.language] })),
    language: reference.languages.map(({ tag }) => ({ value: tag, text: t.languageName(tag) })),
    borough: reference.boroughs.map(({ code, name }) => ({ value: code, text: name })),
  };
  const name = (of: 'need' | 'language' | 'borough', value: string): string => options[of].find((option) => option.value === value)?.text ?? value;
  const off = (text: string, change: Partial<SearchAddress>): ChipLink => ({ kind: 'on', text, href: searchHref(address, change) });
  const switches = (['open', 'room', 'all', 'unverified'] as const).map((each): ChipLink =>
    ({ kind: address[each] ? 'on' : 'add', text: t(`organisations.search.switch.${each}`), href: searchHref(address, { [each]: !address[each] }) }));
  const chips: ChipLink[] = [
    ...address.need.map((code) => off(name('need', code), { need: address.need.filter((each) => each !== code) })),
    ...address.language.map((tag) => off(name('language', tag), { language: address.language.filter((each) => each !== tag) })),
    ...(address.borough ? [off(t('organisations.search.serving', { borough: name('borough', address.borough) }), { borough: undefined })] : []),
    ...(address.near ? [off(t('organisations.search.near-chip', { borough: name('borough', address.near), km: address.km ?? 'none' }), { near: undefined, km: undefined })] : []),
    ...switches,
  ];
  return (
    <div class="stack-2">
      <Chips label={t('organisations.search.filters')} chips={chips} />
      <details class="more no-print" open={chips.length === switches.length}>
        <summary><Icon name="funnel" />{t('organisations.search.filter')}</summary>
        <form class="grid-2 filters" method="get" action="/services">
          <SelectField name="need" label={t('organisations.search.need')} blank={t('organisations.search.any')} value={address.need[0] ?? null} options={options.need} />
          <SelectField name="language" label={t('organisations.search.language')} blank={t('organisations.search.any')} value={address.language[0] ?? null} options={options.language} />
          <SelectField name="borough" label={t('organisations.search.borough')} blank={t('organisations.search.any-borough')} value={address.borough ?? null} options={options.borough} />
          <SelectField name="near" label={t('organisations.search.near')} blank={t('organisations.search.nowhere')} value={address.near ?? null} options={options.borough} />
          <SelectField name="km" label={t('organisations.search.within')} blank={t('organisations.search.any-distance')} value={address.km ? String(address.km) : null}
            options={[2, 5, 10, 20].map((km) => ({ value: String(km), text: t('organisations.search.km', { km }) }))} />
          <div class="stack-2">{(['open', 'room', 'all', 'unverified'] as const).map((each) => <Tick name={each} label={t(`organisations.search.switch.${each}`)} checked={address[each]} />)}</div>
          <div class="row"><button class="button" type="submit">{t('organisations.search.apply')}</button><a class="button button-quiet" href="/services">{t('organisations.search.clear')}</a></div>
        </form>
      </details>
    </div>
  );
}
