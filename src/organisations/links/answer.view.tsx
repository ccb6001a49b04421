import type { ComponentChildren, VNode } from 'preact';
import { readReference } from '../../../config/reference.js';
import { join } from 'node:path';
import { projectRoot } from '../../../config/root.js';
import type { CivilDate } from '../../../libs/calendar/civil-date.js';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { DateField, TextField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import type { ListingState } from '../listings/assurance.rules.js';
import { hoursOf } from '../listings/hours.rules.js';
import { HoursTable } from '../listings/hours.view.js';
import type { LocationRow } from '../listings/location.entity.js';
import { addressOf } from '../listings/location.rules.js';
import type { OrganisationRow } from '../listings/organisation.entity.js';
import type { ServiceRow } from '../listings/service.entity.js';
import { isPaused } from '../questions.rules.js';
import { PlacesBlock } from '../places/places.view.js';
import type { ToldPlaces } from '../places/told-places.js';
import type { LiveLink } from './links.store.js';

const reference = readReference(join(projectRoot(), 'config'));

/** What a link’s page is drawn from. */
export interface AnswerSheet {
  readonly t: Translate;
  readonly action: string;
  readonly link: LiveLink;
  readonly service: ServiceRow;
  readonly organisation: OrganisationRow;
  /** Where the service is given. */
  readonly locations: readonly LocationRow[];
  readonly told: ToldPlaces;
  readonly state: ListingState;
  readonly now: Date;
  readonly today: CivilDate;
  readonly faults: FormFaults;
}

/** What was just answered. */
export function Thanks({ t, code }: { readonly t: Translate; readonly code: unknown }): VNode | null {
  const key = `organisations.links.page.${String(code)}`;
  return typeof code === 'string' && /^thanks-[a-z]{1,20}$/.test(code) && t.has(key) ? <Notice tone="ok"><p>{t(key)}</p></Notice> : null;
}

/** A link that opens nothing says so, and no more, whatever the reason. */
export const ClosedLink = ({ t }: { readonly t: Translate }): VNode => (
  <>
    <Notice><p>{t('organisations.links.page.closed')}</p></Notice>
    <p><a class="button button-wide" href="/sign-in">{t('organisations.links.page.sign-in')}</a></p>
  </>
);

/** How many places there are: one tap when it is still true, one more or one fewer, or the new figures. */
export function PlacesAnswer(sheet: AnswerSheet): VNode {
  const { t, action, told, now, faults } = sheet;
  return (
    <>
      <ErrorSummary faults={faults.summary} />
      {told.places.length > 0 && <p>{t('organisations.links.page.places-question')}</p>}
      <PlacesBlock t={t} told={told} now={now} forms={{ action, version: told.version }} />
      <More summary={t('organisations.links.page.other-figures')} open={told.places.length === 0 || faults.summary.length > 0}><NewFigures {...sheet} /></More>
      <Pause {...sheet} />
      <Until {...sheet} />
    </>
  );
}

/** Whether the listing is still true: what it says, and one tap. */
export function ListingAnswer(sheet: AnswerSheet): VNode {
  const { t, action, service, state, faults } = sheet;
  return (
    <>
      <ErrorSummary faults={faults.summary} />
      {state !== 'assured' && <Notice tone={state === 'dropped' ? 'critical' : undefined}><p>{t(`organisations.links.page.${state}`)}</p></Notice>}
      <Listing {...sheet} />
      <form method="post" action={`${action}/still-correct`}>
        <button class="button button-primary button-large button-wide" type="submit"><Icon name="check" />{t('organisations.links.page.still-correct')}</button>
      </form>
      <p class="meta">{service.assuredOn ? t('organisations.links.page.assured', { day: t.date(service.assuredOn) }) : t('organisations.links.page.never-assured')}</p>
      <More summary={t('organisations.links.page.changed')} open={faults.summary.length > 0}>
        <p>{t('organisations.links.page.changed-note')}</p>
        <p><a class="button button-wide" href="/sign-in"><Icon name="log-in" />{t('organisations.links.page.sign-in')}</a></p>
        <NewFigures {...sheet} />
      </More>
      <Pause {...sheet} />
      <Until {...sheet} />
    </>
  );
}

const More = ({ summary, open, children }: { readonly summary: string; readonly open: boolean; readonly children: ComponentChildren }): VNode => (
  <details class="more" open={open}><summary><Icon name="chevron-right" kind="turn" />{summary}</summary><div class="stack">{children}</div></details>
);

/** How many are free of each figure: a number, and nothing else to fill in. */
function NewFigures({ t, action, told: { places, version }, faults }: AnswerSheet): VNode {
  const field = (n: number, unit: string, description: string | null, value: string | null): VNode => (
    <TextField name={`places.${n}.available`} label={`${t('organisations.places.form.available')}, ${unit}${description ? `, ${description}` : ''}`} value={value}
      inputmode="numeric" maxlength={6} short fault={faults.fields[`places.${n}.available`] ?? null} />
  );
  return (
    <Form action={`${action}/figures`} hidden={{ version }} class="stack">
      {places.length === 0 && field(0, t('organisations.places.form.usual-unit'), null, null)}
      {places.map(({ id, unit, description, available }, n) => <><input type="hidden" name={`places.${n}.id`} value={id} />{field(n, unit, description, String(available))}</>)}
      <button class="button button-wide" type="submit">{t('organisations.places.form.save')}</button>
    </Form>
  );
}

function Pause({ t, action, organisation: { pausedUntil }, today, faults }: AnswerSheet): VNode {
  if (pausedUntil && isPaused({ pausedUntil: pausedUntil as CivilDate }, today)) {
    return (
      <Notice icon="pause">
        <p>{t('organisations.links.page.paused', { day: t.date(pausedUntil) })}</p>
        <form method="post" action={`${action}/resume`}><button class="button button-small" type="submit">{t('organisations.links.page.resume')}</button></form>
      </Notice>
    );
  }
  return (
    <More summary={t('organisations.links.page.pause')} open={'until' in faults.fields}>
      <Form action={`${action}/pause`} class="stack">
        <DateField name="until" label={t('organisations.links.page.pause-until')} hint={t('organisations.links.page.pause-note')} fault={faults.fields['until'] ?? null} min={today} />
        <button class="button button-wide" type="submit"><Icon name="pause" />{t('organisations.links.page.pause-go')}</button>
      </Form>
    </More>
  );
}

const Until = ({ t, link }: AnswerSheet): VNode => <p class="meta">{t('organisations.links.page.until', { day: t.date(link.expiresAt) })}</p>;

/** What the listing says, in a few lines; never who works there. */
function Listing({ t, service, locations, now, today }: AnswerSheet): VNode {
  const names = <T,>(codes: readonly string[], nameOf: (code: string) => T | undefined): string => t.list(codes.map((code) => String(nameOf(code) ?? code)));
  const phones = (service.listing.phones ?? []).map(({ number }) => number);
  const lines: readonly (readonly [string, ComponentChildren])[] = [
    ['description', service.description], ['needs', service.needs.length > 0 && names(service.needs, (code) => reference.need(code)?.[t.language])],
    ['languages', service.speaks.length > 0 && names(service.speaks, (tag) => t.languageName(tag))],
    ['boroughs', service.serves.length > 0 ? names(service.serves, (code) => reference.borough(code)?.name) : t('organisations.links.page.whole-city')],
    ['hours', (service.listing.schedules ?? []).length > 0 && <HoursTable t={t} now={now} hours={hoursOf(service.listing.schedules, today)} caption={t('organisations.links.page.hours')} />],
    ['where', locations.length > 0 && <ul>{locations.map((location) => <li>{whereWords(location)}</li>)}</ul>],
    ['phone', phones.length > 0 && t.list(phones)], ['email', service.email], ['web', service.url],
  ];
  return (
    <dl class="card card-body stack">
      {lines.map(([key, said]) => <div><dt class="meta">{t(`organisations.links.page.${key}`)}</dt><dd>{said || <span class="meta">{t('organisations.links.page.unsaid')}</span>}</dd></div>)}
    </dl>
  );
}

/** A place in one line: its name, and its address where it has one. */
function whereWords({ name, listing, borough }: LocationRow): string {
  const address = addressOf(listing.addresses);
  const parts = [name, address?.address_1, address?.city ?? (borough && reference.borough(borough)?.name)];
  return parts.filter(Boolean).join(', ');
}
