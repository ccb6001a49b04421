import type { ComponentChildren, VNode } from 'preact';
import { FiguresTable, type Figures } from './figure.js';
import { linear, path } from './scale.js';

export interface SmallMultiplesProps {
  readonly charts: readonly { readonly name: string; readonly values: readonly (number | null)[]; readonly endText: string; readonly late?: boolean }[];
  /** Below this all is well: the same band in each. */
  readonly target?: number;
  readonly figures: Figures;
  readonly note?: ComponentChildren;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FLOOR] = [200, 64, 4, 191, 6, 58];

/** The same line for each group, on one scale, so that eyes may compare. */
export function SmallMultiples({ charts, target, figures, note }: SmallMultiplesProps): VNode {
  const greatest = Math.max(target ?? 0, ...charts.flatMap(({ values }) => values.map((value) => value ?? 0)), 0);
  return (
    <div class="stack">
      <div class="multiples">{charts.map((chart) => <Small {...chart} greatest={greatest} target={target} />)}</div>
      {note && <p class="meta">{note}</p>}
      <FiguresTable {...figures} />
    </div>
  );
}

type SmallProps = SmallMultiplesProps['charts'][number] & { greatest: number; target: number | undefined };

function Small({ name, values, endText, late, greatest, target }: SmallProps): VNode {
  const x = linear([0, Math.max(values.length - 1, 1)], [LEFT, RIGHT]);
  const y = linear([0, greatest * 1.1], [FLOOR, TOP]);
  const last = values.findLastIndex((value) => value !== null);
  return (
    <figure>
      <figcaption>{name}<span class={late ? 'bad' : undefined}>{endText}{late && ' ▲'}</span></figcaption>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {target !== undefined && <rect class="band" x={LEFT} y={y(target)} width={RIGHT - LEFT} height={FLOOR - y(target)} />}
        <line class="axis" x1={LEFT} x2={RIGHT} y1={FLOOR} y2={FLOOR} />
        <path class="line" d={path(values.map((value, index) => (value === null ? null : [x(index), y(value)])))} />
        {last >= 0 && <circle class="dot" cx={x(last)} cy={y(values[last] ?? 0)} r="3.5" />}
      </svg>
    </figure>
  );
}
