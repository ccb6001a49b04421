import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import type { Level } from './places.rules.js';
import type { ToldFigure, ToldPlaces } from './told-places.js';

const MARKS: Readonly<Record<Level, { readonly tone: Tone; readonly icon: IconName }>> = {
  fresh: { tone: 'ok', icon: 'circle-check' }, ageing: { tone: 'line', icon: 'clock' }, stale: { tone: 'warn', icon: 'clock-alert' },
};

/** How far figures may be believed: a word and a shape. */
export function LevelTag({ t, level }: { readonly t: Translate; readonly level: Level }): VNode {
  return <Tag {...MARKS[level]}>{t(`organisations.places.levels.${level}`)}</Tag>;
}

/** Where the forms of a block are posted, and what travels with each. */
export interface TapForms {
  /** The address before `/adjust` and `/confirm`. */
  readonly action: string;
  /** The page that they come back to. */
  readonly back?: string;
  /** Makes each form happen once; a page without somebody signed in has none. */
  readonly once?: string;
  /** What such a page says instead: the version it showed, so that a tap that is sent again counts once. */
  readonly version?: number;
  /** Where all figures can be changed at once; left out, being still true is what the page asks, in one large button. */
  readonly change?: string;
}

export interface PlacesBlockProps {
  readonly t: Translate;
  readonly told: ToldPlaces;
  readonly now: Date;
  /** Left out for whoever may only read. */
  readonly forms?: TapForms | undefined;
  /** The heading’s id, when a page has several blocks. */
  readonly id?: string;
  readonly title?: string;
}

/** The places of a service in one look, each figure one tap from one more or one fewer, and all of them from “still true”. */
export function PlacesBlock({ t, told, now, forms, id = 'places', title }: PlacesBlockProps): VNode {
  const { places, level } = told;
  return (
    <Card id={id} title={title ?? t('organisations.places.title')} side={level && <LevelTag t={t} level={level} />} bare foot={forms && (forms.change || places.length > 0) && <Foot t={t} told={told} forms={forms} />}>
      {places.length === 0
        ? <p class="card-body meta">{t('organisations.places.none')}</p>
        : <ul class="rows">{places.map((figure) => <Figure t={t} figure={figure} now={now} forms={forms} />)}</ul>}
    </Card>
  );
}

function Figure({ t, figure, now, forms }: { t: Translate; figure: ToldFigure; now: Date; forms: TapForms | undefined }): VNode {
  const { available, maximum, unit, description, updatedAt, source } = figure;
  return (
    <li class={forms && 'counter'}>
      <div class="stack-1">
        <p class="big-figure">
          <strong>{t.number(available)}</strong>{' '}
          <span>{unit}{maximum !== null && <> {t('organisations.places.of-maximum', { maximum: t.number(maximum) })}</>}{description && <small>{description}</small>}</span>
        </p>
        <p class="meta dots">
          <span><time datetime={updatedAt.toISOString()}>{t('organisations.places.told', { ago: t.ago(updatedAt, now) })}</time></span>
          <span>{t(`organisations.places.sources.${source}`)}</span>
          {figure.level !== 'fresh' && available > 0 && <span>{t('organisations.places.expected', { room: Math.round(available * figure.confidence) })}</span>}
        </p>
      </div>
      {forms && (
        <div class="row">
          <Tap t={t} forms={forms} figure={figure} by={-1} icon="minus" disabled={available === 0} />
          <Tap t={t} forms={forms} figure={figure} by={1} icon="plus" disabled={maximum !== null && available >= maximum} />
        </div>
      )}
    </li>
  );
}

interface TapProps { readonly t: Translate; readonly forms: TapForms; readonly figure: ToldFigure; readonly by: 1 | -1; readonly icon: IconName; readonly disabled: boolean }

function Tap({ t, forms: { action, back, once, version }, figure: { id, unit, description }, by, icon, disabled }: TapProps): VNode {
  return (
    <form method="post" action={`${action}/adjust`}>
      <Hidden of={{ placeId: id, by: String(by), back, once: once && `${once}-${id}-${by}`, version: version?.toString() }} />
      <button class="button tap" type="submit" disabled={disabled}>
        <Icon name={icon} kind="lg" />
        <span class="visually-hidden">{t(`organisations.places.${by > 0 ? 'more' : 'fewer'}`)}{t('organisations.places.for-group', { unit, group: description ?? '' })}</span>
      </button>
    </form>
  );
}

function Foot({ t, told, forms: { action, back, once, change } }: { t: Translate; told: ToldPlaces; forms: TapForms }): VNode {
  return (
    <div class={change ? 'row' : undefined}>
      {told.places.length > 0 && (
        <form method="post" action={`${action}/confirm`}>
          <Hidden of={{ back, once: once && `${once}-${told.serviceId}-confirm` }} />
          <button class={`button${told.level === 'fresh' && change ? '' : ' button-primary'}${change ? '' : ' button-large button-wide'}`} type="submit"><Icon name="check" />{t('organisations.places.still-true')}<span class="visually-hidden">, {told.serviceName}</span></button>
        </form>
      )}
      {change && <a class={told.places.length > 0 ? 'button button-quiet' : 'button button-primary'} href={change}><Icon name="pencil" />{t(`organisations.places.${told.places.length > 0 ? 'change' : 'tell'}`)}<span class="visually-hidden">, {told.serviceName}</span></a>}
    </div>
  );
}

const Hidden = ({ of }: { readonly of: Readonly<Record<string, string | undefined>> }): VNode => (
  <>{Object.entries(of).map(([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />)}</>
);
