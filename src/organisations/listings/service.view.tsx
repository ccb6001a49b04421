import type { ComponentChildren, VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Identity } from '../../../libs/ui/identity.js';
import { Notice } from '../../../libs/ui/notice.js';
import { Tag } from '../../../libs/ui/tag.js';
import type { Hours } from './hours.rules.js';
import { HoursTable } from './hours.view.js';
import { Assure, LocationWords, PhoneLink, reaching, WebLink } from './organisation.view.js';
import type { ServiceSheet } from './read-listings.js';
import { type Section } from './service-form.view.js';
import { ListingTag, StatusTag } from './standing.view.js';
import { areaWords, isClosed, languageName, needName, openingWords, some, statusName } from './words.js';

export interface ServicePageProps {
  readonly t: Translate;
  readonly now: Date;
  readonly today: string;
  readonly service: ServiceSheet;
  readonly keeps: boolean;
  /** Whether the reader says what it usually gets to know of households. */
  readonly saysSharing?: boolean;
  /** The page of its organisation, as this reader reaches it. */
  readonly home: string;
  readonly once: string;
  readonly faults: FormFaults;
  readonly aside?: ComponentChildren;
}

/** A service: what it is, when, for whom, where, and how far all this may be believed. */
export function ServicePage(props: ServicePageProps): VNode {
  const { t, service, faults, aside } = props;
  return (
    <div class="stack-6">
      <Head {...props} />
      <ErrorSummary faults={faults.summary} />
      {service.alert && <Notice icon="triangle-alert" title={t('organisations.listings.alert')}>{service.alert}</Notice>}
      <div class="with-aside">
        <div class="stack-6">
          <What {...props} />
          <OpeningHours {...props} />
          <Who {...props} />
          <Where {...props} />
          <Practical {...props} />
        </div>
        <div class="aside">
          {aside}
          <Believed {...props} />
        </div>
      </div>
    </div>
  );
}

const edit = ({ t, service: { id }, keeps }: ServicePageProps, section: Section): VNode | null => (keeps
  ? <a class="button button-small" href={`/services/${id}/edit/${section}`}><Icon name="pencil" />{t('organisations.listings.change')}<span class="visually-hidden">, {t(`organisations.listings.sections.${section}`)}</span></a>
  : null);

function Head(props: ServicePageProps): VNode {
  const { t, now, today, service, home, saysSharing = false } = props;
  const { name, alternateName, organisationName, languages, boroughs, needs, opening, email, phones } = service;
  const open = service.status === 'active' || (service.status === 'temporarily closed' && !isClosed(service, today as `${number}-${number}-${number}`));
  return (
    <Identity label={t('organisations.listings.service-identity')} title={<>{name}<StatusTag t={t} now={now} today={today} service={service} /></>}
      meta={[<a href={home}>{organisationName}</a>, alternateName]} deeds={<>{saysSharing && <a class="button button-small" href={`/services/${service.id}/sharing`}><Icon name="shield-check" />{t('organisations.listings.sharing')}</a>}{edit(props, 'status')}</>}
      facts={[
        { icon: 'hand-helping', name: t('organisations.listings.needs'), value: needs.length === 0 ? t('organisations.listings.no-needs') : some(t, needs.map((code) => needName(t, code)), 3) },
        { icon: 'languages', name: t('organisations.listings.languages'), value: languages.length === 0 ? t('organisations.listings.none-said') : some(t, languages.map((tag) => languageName(t, tag))) },
        { icon: 'map-pin', name: t('organisations.listings.areas'), value: areaWords(t, boroughs, 3) },
        { icon: 'clock', name: t('organisations.listings.sections.hours'), value: (open ? openingWords(t, opening, now) : null) ?? t('organisations.listings.none-said') },
        ...reaching(t, { email, phones }),
      ]} />
  );
}

function What(props: ServicePageProps): VNode {
  const { t, service: { programme, description, url, phones, needs } } = props;
  return (
    <Card id="what" title={t('organisations.listings.sections.what')} side={edit(props, 'what')}>
      <div class="stack">
        {description ? <p class="prose">{description}</p> : <p class="meta">{t('organisations.listings.no-description')}</p>}
        {needs.length > 0 && <p class="row">{needs.map((code) => <Tag>{needName(t, code)}</Tag>)}</p>}
        <Pairs pairs={[
          [t('organisations.listings.form.programme'), programme],
          [t('organisations.listings.web'), url && <WebLink t={t} url={url} />],
          [t('organisations.listings.phones'), phones.length > 1 && phones.map((phone) => <div><PhoneLink phone={phone} /> {phone.description && <span class="meta">{phone.description}</span>}</div>)],
        ]} />
      </div>
    </Card>
  );
}

function OpeningHours(props: ServicePageProps): VNode {
  const { t, now, service: { id, hours, locations, locationIds }, keeps } = props;
  const given = locations.filter((location) => locationIds.includes(location.id));
  const elsewhere = given.filter((location) => location.hours && says(location.hours));
  const alike = given.length > 1 ? given.filter((location) => !elsewhere.includes(location)) : [];
  return (
    <Card id="hours" title={t('organisations.listings.sections.hours')} side={edit(props, 'hours')}>
      <div class="stack">
        {says(hours) || elsewhere.length > 0 ? says(hours) && <HoursTable t={t} now={now} hours={hours} caption={t('organisations.listings.sections.hours')} /> : <p class="meta">{t('organisations.listings.hours.none')}</p>}
        {elsewhere.map((location) => (
          <div class="stack-2">
            <div class="between"><h3>{t('organisations.listings.hours.at', { place: location.name ?? location.street ?? '' })}</h3>
              {keeps && <a class="button button-small button-quiet" href={`/services/${id}/edit/hours?at=${location.id}`}><Icon name="pencil" />{t('organisations.listings.change')}</a>}</div>
            {location.hours && <HoursTable t={t} now={now} hours={location.hours} caption={t('organisations.listings.hours.at', { place: location.name ?? '' })} openDaysOnly />}
          </div>
        ))}
        {keeps && alike.length > 0 && (
          <div class="row">{alike.map((location) => (
            <a class="button button-small button-quiet" href={`/services/${id}/edit/hours?at=${location.id}`}><Icon name="plus" />{t('organisations.listings.hours.say-at', { place: location.name ?? location.street ?? '' })}</a>
          ))}</div>
        )}
      </div>
    </Card>
  );
}

const says = ({ week, different, others }: Hours): boolean => different.length + others.length > 0 || Object.values(week).some((spans) => spans.length > 0);

function Who(props: ServicePageProps): VNode {
  const { t, service } = props;
  const { eligibilityDescription, minimumAge, maximumAge, forStatuses, forGenders, forHouseholds, forLanguages, forBoroughs, waitlist, waitlistSize, waitlistWeeks } = service;
  const rules: [string, ComponentChildren][] = [
    [t('organisations.listings.who.ages'), ages(t, minimumAge, maximumAge)],
    [t('organisations.listings.who.statuses'), forStatuses.map((code) => statusName(t, code)).join(', ')],
    [t('organisations.listings.who.genders'), forGenders.map((code) => t(`organisations.listings.who.gender.${code}`)).join(', ')],
    [t('organisations.listings.who.households'), forHouseholds.map((code) => t(`organisations.listings.who.household.${code}`)).join(', ')],
    [t('organisations.listings.who.languages'), forLanguages.map((tag) => languageName(t, tag)).join(', ')],
    [t('organisations.listings.who.boroughs'), forBoroughs.length > 0 && areaWords(t, forBoroughs, 19)],
  ];
  return (
    <Card id="who" title={t('organisations.listings.sections.who')} side={edit(props, 'who')}>
      <div class="stack">
        {eligibilityDescription && <p class="prose">{eligibilityDescription}</p>}
        {rules.every(([, value]) => !value) && !eligibilityDescription ? <p>{t('organisations.listings.who.everybody')}</p> : <Pairs pairs={rules} />}
        <Pairs pairs={[[t('organisations.listings.who.waitlist'), waitlist && [
          t('organisations.listings.who.waitlist-open'), waitlistSize !== null && t('organisations.listings.who.waiting', { count: waitlistSize }), waitlistWeeks !== null && t('organisations.listings.who.weeks', { count: waitlistWeeks }),
        ].filter(Boolean).join(', ')]]} />
      </div>
    </Card>
  );
}

function ages(t: Translate, least: number | null, most: number | null): string | null {
  if (least === null && most === null) return null;
  if (most === null) return t('organisations.listings.who.from-age', { age: t.number(least ?? 0) });
  return least === null ? t('organisations.listings.who.to-age', { age: t.number(most) }) : t('organisations.listings.who.between-ages', { least: t.number(least), most: t.number(most) });
}

function Where(props: ServicePageProps): VNode {
  const { t, service: { boroughs, locations, locationIds } } = props;
  const there = locations.filter(({ id }) => locationIds.includes(id));
  return (
    <Card id="where" title={t('organisations.listings.sections.where')} side={edit(props, 'where')}>
      <div class="stack">
        {there.length === 0 ? <p class="meta">{t('organisations.listings.no-place')}</p> : there.map((location) => <LocationWords t={t} location={location} />)}
        <Pairs pairs={[[t('organisations.listings.areas'), areaWords(t, boroughs, 19)]]} />
      </div>
    </Card>
  );
}

function Practical(props: ServicePageProps): VNode {
  const { t, service: { applicationProcess, interpretation, feesDescription, costs, documents, contacts } } = props;
  const pairs: [string, ComponentChildren][] = [
    [t('organisations.listings.practical.apply'), applicationProcess], [t('organisations.listings.practical.interpretation'), interpretation],
    [t('organisations.listings.practical.fees'), (feesDescription ?? costs.length > 0) && <>{feesDescription && <p>{feesDescription}</p>}{costs.map(({ option, amount, note }) => <p>{[option, amount !== null && t.number(amount, { style: 'currency', currency: 'CAD' }), note].filter(Boolean).join(', ')}</p>)}</>],
    [t('organisations.listings.practical.documents'), documents.length > 0 && <ul class="bullets">{documents.map((line) => <li>{line}</li>)}</ul>],
    [t('organisations.listings.practical.contacts'), contacts.length > 0 && contacts.map(({ name, title, email, phone }) => <p>{[name, title].filter(Boolean).join(', ')} {phone && <PhoneLink phone={{ number: phone, extension: null }} />} {email && <a href={`mailto:${email}`}>{email}</a>}</p>)],
  ];
  return (
    <Card id="practical" title={t('organisations.listings.sections.practical')} side={edit(props, 'practical')}>
      {pairs.every(([, value]) => !value) ? <p class="meta">{t('organisations.listings.practical.none')}</p> : <Pairs pairs={pairs} />}
    </Card>
  );
}

/** What is known, by name; what is not known is left out. */
function Pairs({ pairs }: { readonly pairs: readonly (readonly [string, ComponentChildren])[] }): VNode | null {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '');
  return known.length === 0 ? null : <dl class="details">{known.map(([name, value]) => <div><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function Believed({ t, now, service, keeps, once }: ServicePageProps): VNode {
  const { assuredOn, since, listingState, modifiedAt, id } = service;
  return (
    <Card id="believed" title={t('organisations.listings.believed')} side={<ListingTag t={t} state={listingState} />}>
      <div class="stack">
        <p>{t(assuredOn ? 'organisations.listings.confirmed-on' : 'organisations.listings.never-confirmed-on', { day: t.date(since) })}</p>
        <p class="meta">{t('organisations.listings.changed-ago', { ago: t.ago(modifiedAt, now) })}</p>
        {listingState !== 'assured' && <p class="meta">{t(`organisations.listings.states.${listingState}-note`)}</p>}
        {keeps && <Assure t={t} service={service} once={once} back={`/services/${id}`} />}
      </div>
    </Card>
  );
}
