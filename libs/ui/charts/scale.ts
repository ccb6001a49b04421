/** A position on a chart: where a value of the domain falls in a range of pixels, to a tenth. */
export function linear([low, high]: readonly [number, number], [from, to]: readonly [number, number]): (value: number) => number {
  const span = high - low || 1;
  return (value) => Math.round((from + ((value - low) / span) * (to - from)) * 10) / 10;
}

/** Round numbers from 0 up to at least the greatest value: 0, 2, 4, 6. */
export function ticks(greatest: number, about = 4): number[] {
  if (!(greatest > 0)) return [0, 1];
  const rough = greatest / about;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * magnitude >= rough * 0.999) ?? 10) * magnitude;
  const count = Math.ceil(greatest / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => +(index * step).toPrecision(12));
}

/** A line through points; a missing value breaks it. */
export function path(points: readonly (readonly [number, number] | null)[]): string {
  return points.map((point, index) => (point ? `${index > 0 && points[index - 1] ? 'L' : 'M'}${point[0]} ${point[1]}` : '')).join('');
}
