import type { ComponentChildren, VNode } from 'preact';
import { Icon } from '../icon.js';
import { useTranslate } from '../surroundings.js';

/** The numbers of a chart as a table: the first heading names the rows. */
export interface Figures {
  readonly caption: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ChartProps {
  /** The chart in one or two sentences, for those who do not see it. */
  readonly summary: string;
  readonly figures: Figures;
  /** How it is counted, under the chart. */
  readonly note?: ComponentChildren;
}

/** A drawing in two sizes, the sentence that says it, and its numbers below. */
export function ChartFigure({ summary, figures, note, wide, narrow }: ChartProps & { readonly wide: VNode; readonly narrow: VNode }): VNode {
  return (
    <div class="stack">
      <figure role="img" aria-label={summary}>{wide}{narrow}</figure>
      {note && <p class="meta">{note}</p>}
      <FiguresTable {...figures} />
    </div>
  );
}

/** A chart's numbers, folded away. */
export function FiguresTable({ caption, headings, rows }: Figures): VNode {
  const t = useTranslate();
  return (
    <details class="more">
      <summary><Icon name="chevron-right" kind="turn" />{t('ui.chart.figures')}</summary>
      <div class="table-scroll" tabindex={0} role="region" aria-label={caption}>
        <table class="data data-compact data-plain">
          <caption class="visually-hidden">{caption}</caption>
          <thead><tr>{headings.map((heading, index) => <th scope="col" class={index > 0 ? 'num' : undefined}>{heading}</th>)}</tr></thead>
          <tbody>
            {rows.map(([name, ...cells]) => <tr><th scope="row">{name}</th>{cells.map((cell) => <td class="num">{cell}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
    </details>
  );
}
