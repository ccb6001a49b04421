import type { VNode } from 'preact';
import { ChartFigure, type ChartProps } from './figure.js';
import { linear, ticks } from './scale.js';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** Where nine times in ten it ends: a whisker. */
  readonly reach?: number;
  /** The value in words, at the end of the line. */
  readonly text: string;
  readonly late?: boolean;
}

export interface BarChartProps extends ChartProps {
  readonly bars: readonly Bar[];
  readonly format: (value: number) => string;
  readonly target?: { readonly value: number; readonly text: string };
}

interface Frame { readonly width: number; readonly left: number; readonly right: number; readonly top: number; readonly row: number; readonly narrow: boolean }

const WIDE: Frame = { width: 920, left: 232, right: 824, top: 24, row: 34, narrow: false };
const NARROW: Frame = { width: 340, left: 0, right: 262, top: 20, row: 46, narrow: true };

/** Lengths side by side, longest names on their own line on a phone. */
export function BarChart({ bars, format, target, ...figure }: BarChartProps): VNode {
  const draw = (frame: Frame): VNode => <Bars bars={bars} format={format} target={target} frame={frame} />;
  return <ChartFigure {...figure} wide={draw(WIDE)} narrow={draw(NARROW)} />;
}

function Bars({ bars, format, target, frame }: Pick<BarChartProps, 'bars' | 'format' | 'target'> & { frame: Frame }): VNode {
  const steps = ticks(Math.max(...bars.map(({ value, reach }) => Math.max(value, reach ?? 0)), target?.value ?? 0), 5);
  const x = linear([0, steps.at(-1) ?? 1], [frame.left, frame.right]);
  const bottom = frame.top + bars.length * frame.row + 6;
  return (
    <svg class={`chart chart-${frame.narrow ? 'narrow' : 'wide'}`} viewBox={`0 0 ${frame.width} ${bottom + 4}`} aria-hidden="true">
      {steps.map((step, index) => (
        <>
          <line class={index === 0 ? 'axis' : 'grid'} x1={x(step)} x2={x(step)} y1={frame.top} y2={bottom} />
          {!nearTarget(x, step, target) && <text x={x(step)} y={frame.top - 8} text-anchor={x(step) === 0 ? 'start' : 'middle'}>{format(step)}</text>}
        </>
      ))}
      {target && (
        <>
          <line class="target" x1={x(target.value)} x2={x(target.value)} y1={frame.top} y2={bottom} />
          <text class="t-ok" x={x(target.value)} y={frame.top - 8} text-anchor={x(target.value) < 40 ? 'start' : 'middle'}>{target.text}</text>
        </>
      )}
      {bars.map((bar, index) => <Line bar={bar} x={x} frame={frame} y={frame.top + 20 + index * frame.row} />)}
    </svg>
  );
}

const nearTarget = (x: (value: number) => number, step: number, target: BarChartProps['target']): boolean =>
  target !== undefined && Math.abs(x(step) - x(target.value)) < 56;

function Line({ bar, x, frame, y }: { bar: Bar; x: (value: number) => number; frame: Frame; y: number }): VNode {
  const middle = frame.narrow ? y + 14 : y;
  return (
    <>
      {frame.narrow
        ? <text class="t-name" x="0" y={y - 1}>{bar.name}</text>
        : <text class="t-name" x={frame.left - 12} y={y + 5} text-anchor="end">{bar.name}</text>}
      {bar.reach !== undefined && (
        <>
          <line class="whisker" x1={x(bar.value)} x2={x(bar.reach)} y1={middle} y2={middle} />
          <line class="whisker" x1={x(bar.reach)} x2={x(bar.reach)} y1={middle - 5} y2={middle + 5} />
        </>
      )}
      <rect class={bar.late ? 'bar-late' : 'bar'} x={frame.left} y={middle - 8} width={Math.max(x(bar.value) - frame.left, 1)} height="16" rx="3" />
      <text class={bar.late ? 't-critical' : 't-ink'} x={frame.right + 14} y={middle + 5}>{bar.text}{bar.late && ' ▲'}</text>
    </>
  );
}
