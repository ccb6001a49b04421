import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import { directoryHref } from './directory-address.js';
import { addressOf, Fact, OpenWords } from './directory.view.js';
import { Phone, type PublicVoice, Said } from './public-page.js';
import type { DirectoryService } from './read-directory.js';
import { weekFrom } from './week.rules.js';

export interface ListedServiceProps {
  readonly t: PublicVoice;
  readonly reference: Reference;
  readonly service: DirectoryService;
  readonly at: Date;
}

/** One service, as much of it as helps to get there: where, when, in which language, what it costs, what to bring. */
export function ListedService({ t, reference, service, at }: ListedServiceProps): VNode {
  const say = (key: string, values?: Record<string, string | number>): string => t(`organisations.directory.${key}`, values);
  const { doors, phones, documents, costs } = service;
  const accessibility = doors.flatMap((door) => door.accessibility.map(({ description, details }) => [description, details].filter(Boolean).join(' – '))).filter(Boolean);
  return (
    <article>
      <p class="no-print"><a href={directoryHref(t.language)}>{say('back')}</a></p>
      <h1><Said>{service.name}</Said></h1>
      <p class="lead"><Said>{service.organisation}</Said></p>
      {service.alert && <p class="alert" dir="auto">{service.alert}</p>}
      {/* Paper does not know what time it is. */}
      <p class="no-print"><OpenWords t={t} at={at} opening={service.opening} /></p>
      <dl>
        {phones.length > 0 && <Fact term={say('phone')}>{phones.map(({ number = '', extension, description }) => (
          <p><Phone number={number} />{extension && <> {say('extension', { number: String(extension) })}</>}{description && <> <Said>{description}</Said></>}</p>))}</Fact>}
        {doors.length > 0 && <Fact term={say('address')}>{doors.map((door) => (
          <p><Said>{[door.address ? door.name : null, addressOf(door, reference)].filter(Boolean).join(' – ')}</Said>{door.transportation && <><br /><Said>{door.transportation}</Said></>}</p>))}</Fact>}
        {service.needs.length > 0 && <Fact term={say('need')}>{service.needs.map((code) => reference.need(code)?.[t.language] ?? code).join(' · ')}</Fact>}
        <Fact term={say('serves')}>{service.serves.length === 0 ? say('whole-city') : service.serves.map((code, place) => <>{place > 0 && ' · '}<bdi>{reference.borough(code)?.name ?? code}</bdi></>)}</Fact>
        {service.speaks.length > 0 && <Fact term={say('languages')}>{t.list(service.speaks.map(t.languageName))}{service.interpretation && <p dir="auto">{service.interpretation}</p>}</Fact>}
        {(service.eligibility ?? service.minimumAge ?? service.maximumAge) !== null && <Fact term={say('who')}>{ages(t, service)}{service.eligibility && <p dir="auto">{service.eligibility}</p>}</Fact>}
        {service.application && <Fact term={say('how')}><p dir="auto">{service.application}</p></Fact>}
        {(service.fees !== null || costs.length > 0) && <Fact term={say('cost')}>{service.fees && <p dir="auto">{service.fees}</p>}{costs.map((cost) => <p dir="auto">{costWords(t, cost)}</p>)}</Fact>}
        {documents.length > 0 && <Fact term={say('documents')}><ul>{documents.map(({ document }) => <li dir="auto">{document}</li>)}</ul></Fact>}
        {accessibility.length > 0 && <Fact term={say('accessibility')}><ul>{accessibility.map((text) => <li dir="auto">{text}</li>)}</ul></Fact>}
        {service.email && <Fact term={say('email')}><a href={`mailto:${service.email}`}><bdi dir="ltr">{service.email}</bdi></a></Fact>}
        {service.url && /^https?:\/\//.test(service.url) && <Fact term={say('website')}><a href={service.url} rel="noreferrer"><bdi dir="ltr">{service.url}</bdi></a></Fact>}
      </dl>
      {service.hasHours && <Week t={t} service={service} at={at} />}
      {service.description && <section><h2>{say('about')}</h2><p dir="auto">{service.description}</p></section>}
      <p class="meta">{service.assuredOn ? say('confirmed', { day: t.date(service.assuredOn) }) : say('unconfirmed')}</p>
      <p class="meta no-print">{say('print')}</p>
    </article>
  );
}

function Week({ t, service, at }: { readonly t: PublicVoice; readonly service: DirectoryService; readonly at: Date }): VNode {
  const openings = service.openings.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }));
  return (
    <section>
      <h2>{t('organisations.directory.hours')}</h2>
      <table>
        <tbody>
          {weekFrom(at, openings, t.zone).map(({ on, dayAndNight, openings: spans }) => (
            <tr>
              <th scope="row">{t.dayShort(on, at)}</th>
              <td>{dayAndNight ? t('organisations.directory.open-day-and-night') : spans.length === 0 ? t('organisations.directory.closed')
                : t.list(spans.map(({ from, to }) => t('organisations.directory.from-to', { from: t.time(from), to: t.time(to) })))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const ages = (t: PublicVoice, { minimumAge, maximumAge }: DirectoryService): string =>
  (minimumAge === null && maximumAge === null ? '' : t('organisations.directory.ages', { from: minimumAge ?? 'none', to: maximumAge ?? 'none' }));

const costWords = (t: PublicVoice, { option, amount, currency, amount_description: description }: DirectoryService['costs'][number]): string =>
  [option, amount === undefined || amount === null ? null : t.number(amount, /^[A-Z]{3}$/.test(currency ?? '') ? { style: 'currency', currency: currency ?? '' } : { style: 'decimal' }), description].filter(Boolean).join(' – ');
