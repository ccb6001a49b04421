import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { DateField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Dots, Identity, type IdentityFact } from '../../../libs/ui/identity.js';
import { Notice } from '../../../libs/ui/notice.js';
import { Tag } from '../../../libs/ui/tag.js';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import { MAIL_KINDS } from './organisation.entity.js';
import { webAddress, type Phone } from './pieces.rules.js';
import type { LocationSheet, OrganisationSheet, ServiceLine } from './read-listings.js';
import { ListingTag, StatusTag } from './standing.view.js';
import { areaWords, boroughName, isClosed, languageName, needName, openingWords, some } from './words.js';

export interface OrganisationPageProps {
  readonly t: Translate;
  readonly now: Date;
  readonly today: string;
  readonly organisation: OrganisationSheet;
  /** Whether the reader may change what stands here. */
  readonly keeps: boolean;
  /** Seen from inside, by its own people. */
  readonly own: boolean;
  readonly once: string;
  readonly faults: FormFaults;
  /** What other parts of the room put beside the services: places in one tap, agreements, people. */
  readonly aside?: ComponentChildren;
}

/** An organisation: who it is, what it gives, where; and for its own people and the office's managers, all that can be said of it. */
export function OrganisationPage(props: OrganisationPageProps): VNode {
  const { t, organisation, keeps, faults, aside } = props;
  return (
    <div class="stack-6">
      <Head {...props} />
      <ErrorSummary faults={faults.summary} />
      <Resting {...props} />
      {keeps && <ToTheAside {...props} />}
      <div class="with-aside">
        <div class="stack-6">
          <Services {...props} />
          <Locations {...props} />
          {organisation.programmes.length > 0 && <Card id="programmes" title={t('organisations.listings.programmes')}><ul class="bullets">{organisation.programmes.map((name) => <li>{name}</li>)}</ul></Card>}
          {organisation.description && <Card id="about" title={t('organisations.listings.about')}><p class="prose">{organisation.description}</p></Card>}
        </div>
        <div class="aside">
          {aside}
          {keeps && <Mails {...props} />}
          {keeps && <Pause {...props} />}
        </div>
      </div>
    </div>
  );
}

function Head({ t, organisation, keeps, own, now }: OrganisationPageProps): VNode {
  const { id, name, alternateName, listed, services } = organisation;
  const oldest = services.filter(runs).map(({ since }) => since).sort()[0];
  return (
    <Identity label={t('organisations.listings.identity')} title={<>{name}{!listed && <Tag tone="line" icon="eye-off">{t('organisations.listings.unlisted')}</Tag>}</>}
      meta={[alternateName, t('organisations.listings.running', { count: services.filter(runs).length })]}
      deeds={keeps && (
        <>
          {!own && <a class="button" href={`/organisations/${id}/members`}><Icon name="users" />{t('organisations.listings.members')}</a>}
          <a class="button" href={`/organisations/${id}/edit`}><Icon name="pencil" />{t('organisations.listings.edit')}</a>
        </>
      )}
      facts={[
        ...reaching(t, organisation),
        { icon: 'languages', name: t('organisations.listings.languages'), value: some(t, all(services, 'languages').map((tag) => languageName(t, tag))) || t('organisations.listings.none-said') },
        { icon: 'map-pin', name: t('organisations.listings.areas'), value: services.some(({ boroughs }) => boroughs.length === 0) || services.length === 0 ? t('organisations.listings.whole-city') : areaWords(t, all(services, 'boroughs'), 3) },
        { icon: 'shield-check', name: t('organisations.listings.confirmed'), value: oldest ? t.ago(oldest, now) : t('organisations.listings.no-service') },
      ]} />
  );
}

const runs = ({ status }: ServiceLine): boolean => status === 'active' || status === 'temporarily closed';
const all = (services: readonly ServiceLine[], what: 'languages' | 'boroughs'): string[] => [...new Set(services.filter(runs).flatMap((service) => service[what]))];

/** How an organisation or a service is reached, as facts of its head. */
export function reaching(t: Translate, { email, phones, web }: { readonly email: string | null; readonly phones: readonly Phone[]; readonly web?: string | null } & Partial<Pick<OrganisationSheet, 'website'>>): IdentityFact[] {
  const [first, ...others] = phones;
  return [
    { icon: 'phone', name: t('organisations.listings.phone'), value: first ? <PhoneLink phone={first} /> : t('organisations.listings.none-said'), note: first?.description ?? (others.length > 0 ? t('organisations.listings.other-phones', { count: others.length }) : undefined) },
    { icon: 'mail', name: t('organisations.listings.email'), value: email ? <a href={`mailto:${email}`}>{email}</a> : t('organisations.listings.none-said') },
    ...(web === undefined ? [] : [{ icon: 'globe' as const, name: t('organisations.listings.web'), value: <WebLink t={t} url={web} /> }]),
  ];
}

/** A number that a telephone can ring. */
export function PhoneLink({ phone: { number, extension } }: { readonly phone: Pick<Phone, 'number' | 'extension'> }): VNode {
  return <a class="ltr nowrap" href={`tel:${number.replaceAll(/[^+\d]/g, '')}${extension ? `;ext=${extension}` : ''}`}>{number}{extension && ` #${extension}`}</a>;
}

/** An address that may be followed; what came in with a directory and is none is only shown. */
export function WebLink({ t, url }: { readonly t: Translate; readonly url: string | null }): VNode {
  const address = webAddress(url);
  if (!address) return <>{url ?? t('organisations.listings.none-said')}</>;
  return <a href={address} rel="noopener noreferrer" hx-boost="false">{address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}</a>;
}

function Resting({ t, today, now, organisation: { pausedUntil, services }, own }: OrganisationPageProps): VNode {
  const waiting = services.filter((service) => runs(service) && service.listingState !== 'assured').length;
  return (
    <>
      {pausedUntil !== null && pausedUntil >= today && <Notice icon="pause" title={t('organisations.listings.pause.now', { until: t.dayShort(pausedUntil, now) })}>{t(own ? 'organisations.listings.pause.now-own' : 'organisations.listings.pause.now-office')}</Notice>}
      {own && waiting > 0 && <Notice icon="clipboard-check" title={t('organisations.listings.to-confirm', { count: waiting })}>{t('organisations.listings.to-confirm-note')}</Notice>}
    </>
  );
}

/** On a phone what stands beside the services comes after them: a way straight there. */
function ToTheAside({ t, organisation: { services } }: OrganisationPageProps): VNode {
  const [first] = services.filter(runs);
  return (
    <nav class="chips until-aside" aria-label={t('organisations.listings.beside')}>
      {first && <a class="chip" href={`#places-${first.id}`}><Icon name="door-open" />{t('organisations.places.title')}</a>}
      <a class="chip" href="#agreements"><Icon name="handshake" />{t('organisations.agreements.title')}</a>
      <a class="chip" href="#pause"><Icon name="pause" />{t('organisations.listings.pause.title')}</a>
    </nav>
  );
}

function Services(props: OrganisationPageProps): VNode {
  const { t, organisation: { id, services }, keeps } = props;
  const inOrder = [...services].sort((one, other) => Number(runs(other)) - Number(runs(one)));
  return (
    <Card id="services" title={t('organisations.listings.services')} count={services.length} bare
      side={keeps && <a class="button button-small" href={`/organisations/${id}/services/new`}><Icon name="plus" />{t('organisations.listings.add-service')}</a>}>
      {services.length === 0
        ? <EmptyState icon="hand-helping" title={t('organisations.listings.no-services')}>{keeps && t('organisations.listings.no-services-note')}</EmptyState>
        : <ul class="rows">{inOrder.map((service) => <ServiceRow {...props} service={service} />)}</ul>}
    </Card>
  );
}

function ServiceRow({ t, now, today, keeps, once, own, organisation, service }: OrganisationPageProps & { readonly service: ServiceLine }): VNode {
  const { id, name, needs, languages, boroughs, opening, alert, since } = service;
  const open = runs(service) && !isClosed(service, today as `${number}-${number}-${number}`) ? openingWords(t, opening, now) : null;
  return (
    <li class="stack-2" id={`service-${id}`}>
      <div class="between">
        <div class="row"><h3><a class="name" href={`/services/${id}`}>{name}</a></h3><StatusTag t={t} now={now} today={today} service={service} /></div>
        {runs(service) && <ListingTag t={t} state={service.listingState} />}
      </div>
      <p>{needs.length === 0 ? <span class="meta">{t('organisations.listings.no-needs')}</span> : needs.map((code) => needName(t, code)).join(' · ')}</p>
      <Dots class="meta">{[
        languages.length > 0 && some(t, languages.map((tag) => languageName(t, tag))), areaWords(t, boroughs, 3), open,
      ]}</Dots>
      {alert && <p class="row"><Tag tone="warn" icon="triangle-alert">{t('organisations.listings.alert')}</Tag><span>{alert}</span></p>}
      {runs(service) && (
        <div class="between">
          <span class="meta">{t(service.assuredOn ? 'organisations.listings.confirmed-ago' : 'organisations.listings.never-confirmed', { ago: t.ago(since, now) })}</span>
          {keeps && <Assure t={t} service={service} once={once} back={own ? '/my-organisation' : `/organisations/${organisation.id}`} />}
        </div>
      )}
    </li>
  );
}

/** “Still correct”: one press, and the listing is believed for another six months. */
export function Assure({ t, service: { id, name, listingState }, once, back }: { readonly t: Translate; readonly service: Pick<ServiceLine, 'id' | 'name' | 'listingState'>; readonly once: string; readonly back: string }): VNode {
  return (
    <form method="post" action={`/services/${id}/assure`}>
      <input type="hidden" name="once" value={`${once}-${id}`} />
      <input type="hidden" name="back" value={back} />
      <button class={listingState === 'assured' ? 'button button-small' : 'button button-small button-primary'} type="submit">
        <Icon name="check" />{t('organisations.listings.still-correct')}<span class="visually-hidden">, {name}</span>
      </button>
    </form>
  );
}

function Locations({ t, organisation: { id, locations }, keeps }: OrganisationPageProps): VNode {
  return (
    <Card id="locations" title={t('organisations.listings.locations')} count={locations.length} bare
      side={keeps && <a class="button button-small" href={`/organisations/${id}/locations/new`}><Icon name="plus" />{t('organisations.listings.add-location')}</a>}>
      {locations.length === 0
        ? <EmptyState icon="map-pin" title={t('organisations.listings.no-locations')} />
        : <ul class="rows">{locations.map((location) => (
          <li class="between">
            <LocationWords t={t} location={location} />
            {keeps && <a class="button button-small button-quiet" href={`/organisations/${id}/locations/${location.id}`}><Icon name="pencil" />{t('organisations.listings.change')}<span class="visually-hidden">, {location.name}</span></a>}
          </li>
        ))}</ul>}
    </Card>
  );
}

/** A place: its name, its address, what makes it accessible. */
export function LocationWords({ t, location: { name, locationType, street, unit, city, postalCode, borough, accessibility, url, transportation } }: { readonly t: Translate; readonly location: LocationSheet }): VNode {
  const address = [street, unit, city, postalCode].filter(Boolean).join(', ');
  return (
    <div class="stack-2">
      <p class="row"><span class="strong">{name ?? (address || t('organisations.listings.location.unnamed'))}</span>{locationType !== 'physical' && <Tag tone="line">{t(`organisations.listings.location.types.${locationType}`)}</Tag>}</p>
      <Dots class="meta">{[address, borough && boroughName(borough), transportation, url && <WebLink t={t} url={url} />]}</Dots>
      {accessibility.length > 0 && <p class="meta"><Icon name="accessibility" /> {accessibility.join(' · ')}</p>}
    </div>
  );
}

function Mails({ t, organisation: { id, mails, version }, once }: OrganisationPageProps): VNode {
  return (
    <Card id="mails" title={t('organisations.listings.mails.title')}>
      <Form class="stack" action={`/organisations/${id}/mails`} hidden={{ once: `${once}-mails`, version }}>
        <Choices name="mails" type="checkbox" label={t('organisations.listings.mails.label')} value={mails} choices={MAIL_KINDS.map((kind) => ({ value: kind, text: t(`organisations.listings.mails.${kind}`), note: t(`organisations.listings.mails.${kind}-note`) }))} />
        <div><button class="button" type="submit">{t('organisations.listings.save')}</button></div>
      </Form>
    </Card>
  );
}

function Pause({ t, today, faults, organisation: { id, pausedUntil }, once }: OrganisationPageProps): VNode {
  const resting = pausedUntil !== null && pausedUntil >= today;
  return (
    <Card id="pause" title={t('organisations.listings.pause.title')}>
      <div class="stack">
        <p class="meta">{t('organisations.listings.pause.note')}</p>
        <Form class="stack" action={`/organisations/${id}/pause`} hidden={{ once: `${once}-pause` }}>
          <DateField name="until" label={t('organisations.listings.pause.until')} value={resting ? pausedUntil : null} min={today} fault={faults.fields.until ?? null} />
          <div class="row"><button class="button" type="submit"><Icon name="pause" />{t(resting ? 'organisations.listings.pause.move' : 'organisations.listings.pause.go')}</button></div>
        </Form>
        {resting && (
          <Form class="row" action={`/organisations/${id}/resume`} hidden={{ once: `${once}-resume` }}>
            <button class="button button-primary" type="submit"><Icon name="play" />{t('organisations.listings.pause.end')}</button>
          </Form>
        )}
      </div>
    </Card>
  );
}
