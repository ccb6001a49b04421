import type { VNode } from 'preact';
import type { Borough } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { type Reach, type Shade, shadeOf } from './coverage.rules.js';

const SHADES: readonly Shade[] = ['none', 'full', 'few', 'several'];

/** The city as squares, each borough where it lies among its neighbours; the table beside it has the same numbers. */
export function CityGrid({ t, boroughs }: { readonly t: Translate; readonly boroughs: readonly (Borough & Reach)[] }): VNode {
  const without = boroughs.filter(({ services }) => services === 0).length;
  return (
    <figure class="city" role="img" aria-label={t('organisations.network.grid', { without, count: boroughs.length })}>
      <div class="city-grid" aria-hidden="true">
        {boroughs.map((borough) => (
          <div class={`city-square city-${shadeOf(borough)} at-row-${borough.tile[0]} at-column-${borough.tile[1]}`}>
            <span class="city-name">{shortName(borough.name)}</span>
            <span class="city-figure">{borough.services === 0 ? '×' : `${t.number(borough.withRoom)} / ${t.number(borough.services)}`}</span>
          </div>
        ))}
      </div>
      <figcaption aria-hidden="true">
        <ul class="legend">{SHADES.map((shade) => <li><span class={`city-key city-${shade}`} />{t(`organisations.network.shades.${shade}`)}</li>)}</ul>
      </figcaption>
    </figure>
  );
}

/** The first of a borough's two or three names fits into a square. */
const shortName = (name: string): string => name.split('–')[0] ?? name;
