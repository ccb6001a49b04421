import type { ComponentChildren, VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import { directoryHref, serviceHref } from './directory-address.js';
import type { DirectoryQuery } from './directory.dto.js';
import { COUNTED } from './directory.sql.js';
import { Phone, type PublicVoice, Said } from './public-page.js';
import type { DirectoryPageOf, DirectoryRow, Door } from './read-directory.js';
import { isEndless } from './week.rules.js';

export interface DirectoryProps {
  readonly t: PublicVoice;
  readonly reference: Reference;
  readonly query: DirectoryQuery;
  readonly found: DirectoryPageOf;
}

/** The services of the city for whoever looks: by need, language, borough, open now. */
export function Directory({ t, reference, query, found }: DirectoryProps): VNode {
  const filtered = Boolean(query.need ?? query.language ?? query.borough) || query.open;
  return (
    <>
      <h1>{t('organisations.directory.title')}</h1>
      <p class="lead">{t('organisations.directory.lead')}</p>
      <form class="no-print" method="get" action="/directory" role="search" aria-label={t('organisations.directory.filter')}>
        <input type="hidden" name="lang" value={t.language} />
        <Select name="need" label={t('organisations.directory.need')} any={t('organisations.directory.any-need')} value={query.need}
          options={reference.needs.map((need) => ({ value: need.code, text: need[t.language] }))} />
        <Select name="language" label={t('organisations.directory.language')} any={t('organisations.directory.any-language')} value={query.language}
          options={reference.languages.map(({ tag, native }) => ({ value: tag, text: bothNames(native, t.languageName(tag)) }))} />
        <Select name="borough" label={t('organisations.directory.borough')} any={t('organisations.directory.any-borough')} value={query.borough}
          options={reference.boroughs.map(({ code, name }) => ({ value: code, text: name }))} />
        <label class="tick"><input type="checkbox" name="open" value="1" checked={query.open} />{t('organisations.directory.open-now')}</label>
        <div class="go"><button type="submit">{t('organisations.directory.go')}</button>{filtered && <a href={directoryHref(t.language)}>{t('organisations.directory.clear')}</a>}</div>
      </form>
      <h2 id="found">{found.count > COUNTED ? t('organisations.directory.more-than', { count: COUNTED }) : t('organisations.directory.count', { count: found.count })}</h2>
      {found.count === 0 && <p>{t('organisations.directory.none')}</p>}
      <ol aria-labelledby="found">{found.items.map((row) => <Row t={t} reference={reference} row={row} at={found.at} />)}</ol>
      {(found.next ?? query.after) && (
        <nav class="pager no-print" aria-label={t('organisations.directory.next')}>
          {query.after && <a href={directoryHref(t.language, { ...query, after: undefined })}>{t('organisations.directory.first')}</a>}
          {found.next && <a rel="next" href={directoryHref(t.language, { ...query, after: found.next })}>{t('organisations.directory.next')}</a>}
        </nav>
      )}
    </>
  );
}

/** People look for their language by the name that it has for them; whoever helps them, by its name on this page. */
const bothNames = (native: string, name: string): string => (native.toLowerCase() === name.toLowerCase() ? native : `${native} – ${name}`);

function Select({ name, label, any, value, options }: { readonly name: string; readonly label: string; readonly any: string; readonly value: string | undefined; readonly options: readonly { value: string; text: string }[] }): VNode {
  return (
    <div>
      <label for={name}>{label}</label>
      <select id={name} name={name}><option value="">{any}</option>{options.map((option) => <option value={option.value} selected={option.value === value}>{option.text}</option>)}</select>
    </div>
  );
}

function Row({ t, reference, row, at }: { readonly t: PublicVoice; readonly reference: Reference; readonly row: DirectoryRow; readonly at: Date }): VNode {
  return (
    <li>
      <h3><a href={serviceHref(t.language, row.id)}><Said>{row.name}</Said></a></h3>
      <p class="meta"><Said>{row.organisation}</Said></p>
      {row.needs.length > 0 && <p class="tags">{row.needs.map((code) => <span>{reference.need(code)?.[t.language] ?? code}</span>)}</p>}
      <p><OpenWords t={t} at={at} opening={row.opening} /></p>
      {row.speaks.length > 0 && <p class="meta">{t.list(row.speaks.map(t.languageName))}</p>}
      <p class="meta">{row.door && <Said>{addressOf(row.door, reference)}</Said>}{row.door && row.phone && ' · '}{row.phone && <Phone number={row.phone} />}</p>
    </li>
  );
}

/** Whether it is open, in words and with a shape. */
export function OpenWords({ t, at, opening }: { readonly t: PublicVoice; readonly at: Date; readonly opening: DirectoryRow['opening'] }): VNode {
  if (!opening) return <span class="unsure">{t('organisations.directory.hours-unknown')}</span>;
  const [from, to] = [new Date(opening.from), new Date(opening.to)];
  if (from > at) return <span class="shut">{t('organisations.directory.opens', { when: t.whenNear(from, at) })}</span>;
  return <span class="open">{isEndless(at, { from, to }) ? t('organisations.directory.open-day-and-night') : t('organisations.directory.open-until', { time: t.time(to) })}</span>;
}

/** Street and borough, as an envelope would say them. */
export const addressOf = ({ address, borough, name }: Door, reference: Reference): string =>
  [address?.address_1 ?? name, address?.address_2, reference.borough(borough ?? '')?.name ?? address?.city, address?.postal_code].filter(Boolean).join(', ');

/** A line of a service's page: what is said, and what about. */
export const Fact = ({ term, children }: { readonly term: string; readonly children: ComponentChildren }): VNode => <div><dt>{term}</dt><dd>{children}</dd></div>;
