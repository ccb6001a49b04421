import type { VNode } from 'preact';
import type { Borough } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { type Reach, type Shade, shadeOf } from './coverage.rules.js';

const SHADES: readonly Shade[] = ['none', 'full', 'few', 'several'];

/** The city as squares, each borough where it lies among its neighbours and leading to who helps there; on a phone a list. */
export function CityGrid({ t, boroughs, hrefOf }: { readonly t: Translate; readonly boroughs: readonly (Borough & Reach)[]; readonly hrefOf: (borough: string) => string }): VNode {
  return (
    <div class="city">
      <ul class="city-grid">
        {boroughs.map((borough) => (
          <li class={`at-row-${borough.tile[0]} at-column-${borough.tile[1]}`}>
            <a class={`city-square city-${shadeOf(borough)}`} href={hrefOf(borough.code)}>
              <span class="city-name">{shortName(borough.name)}</span>
              <span class="city-figure" aria-hidden="true">{borough.services === 0 ? '×' : `${t.number(borough.withRoom)} / ${t.number(borough.services)}`}</span>
              <span class="visually-hidden">{t('organisations.network.square', { services: borough.services, room: borough.withRoom })}</span>
            </a>
          </li>
        ))}
      </ul>
      <ul class="legend">{SHADES.map((shade) => <li><span class={`city-key city-${shade}`} />{t(`organisations.network.shades.${shade}`)}</li>)}</ul>
      <p class="meta">{t('organisations.network.square-note')}</p>
    </div>
  );
}

/** The first of a borough's two or three names fits into a square. */
const shortName = (name: string): string => name.split('–')[0] ?? name;
