import type { VNode } from 'preact';
import { ChartFigure, type ChartProps } from './figure.js';
import { linear, path, ticks } from './scale.js';

export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** The last value in words, at the line's end. */
  readonly endText: string;
  /** The first is drawn full, the second dashed. */
  readonly dashed?: boolean;
}

export interface LineChartProps extends ChartProps {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string;
  readonly format: (value: number) => string;
  /** Below this all is well: a band. */
  readonly target?: { readonly below: number; readonly text: string };
}

interface Frame { readonly width: number; readonly height: number; readonly left: number; readonly right: number; readonly top: number; readonly every: number; readonly narrow: boolean }

/** A value over time, most of all its middle and its nine-in-ten, against what was promised. */
export function LineChart({ labels, series, unit, format, target, ...figure }: LineChartProps): VNode {
  const lines = { labels, series, unit, format, target };
  const every = Math.ceil(labels.length / 12);
  const wide: Frame = { width: 920, height: 300, left: 28, right: 808, top: 30, every, narrow: false };
  const narrow: Frame = { width: 340, height: 240, left: 28, right: 270, top: 30, every: Math.ceil(labels.length / 3), narrow: true };
  return <ChartFigure {...figure} wide={<Lines {...lines} frame={wide} />} narrow={<Lines {...lines} frame={narrow} />} />;
}

type Drawn = Pick<LineChartProps, 'labels' | 'series' | 'unit' | 'format' | 'target'> & { frame: Frame };

function Lines({ labels, series, unit, format, target, frame }: Drawn): VNode {
  const steps = ticks(Math.max(target?.below ?? 0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))), 4);
  const floor = frame.height - 28;
  const x = linear([0, Math.max(labels.length - 1, 1)], [frame.left, frame.right]);
  const y = linear([0, steps.at(-1) ?? 1], [floor, frame.top]);
  return (
    <svg class={`chart chart-${frame.narrow ? 'narrow' : 'wide'}`} viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {target && <rect class="band" x={frame.left} y={y(target.below)} width={frame.right - frame.left} height={floor - y(target.below)} />}
      {steps.map((step) => (
        <>
          <line class={step === 0 ? 'axis' : 'grid'} x1={frame.left} x2={frame.right} y1={y(step)} y2={y(step)} />
          <text x={frame.left - 10} y={y(step) + 4} text-anchor="end">{format(step)}</text>
        </>
      ))}
      <text x="0" y="12">{unit}</text>
      {target && (
        <>
          <line class="band-edge" x1={frame.left} x2={frame.right} y1={y(target.below)} y2={y(target.below)} />
          <text class="t-ok" x={frame.left + 8} y={y(target.below) - 8}>{target.text}</text>
        </>
      )}
      {labels.map((label, index) => index % frame.every === 0 && <text x={x(index)} y={frame.height - 7} text-anchor="middle">{label}</text>)}
      {[...series].reverse().map((one) => <Line {...one} x={x} y={y} />)}
      {apart(series, y).map(({ name, endText, at }) => (
        <><text class="t-ink" x={frame.right + 12} y={at - 1}>{endText}</text><text x={frame.right + 12} y={at + 14}>{name}</text></>
      ))}
    </svg>
  );
}

function Line({ values, dashed, x, y }: Series & { x: (value: number) => number; y: (value: number) => number }): VNode {
  const last = values.findLastIndex((value) => value !== null);
  const end = values[last];
  return (
    <>
      <path class={dashed ? 'line-2' : 'line'} d={path(values.map((value, index) => (value === null ? null : [x(index), y(value)])))} />
      {end !== null && end !== undefined && <circle class={dashed ? 'dot-2' : 'dot'} cx={x(last)} cy={y(end)} r={dashed ? 4 : 4.5} />}
    </>
  );
}

const LABEL_HEIGHT = 32;

/** End labels at their lines' ends, pushed apart where lines meet. */
function apart(series: readonly Series[], y: (value: number) => number): { name: string; endText: string; at: number }[] {
  const placed = series
    .map(({ name, endText, values }) => ({ name, endText, at: y(values.findLast((value) => value !== null) ?? 0) }))
    .sort((one, other) => other.at - one.at);
  placed.forEach((label, index) => {
    const below = placed[index - 1];
    if (below) label.at = Math.min(label.at, below.at - LABEL_HEIGHT);
  });
  return placed;
}
