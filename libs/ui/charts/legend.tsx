import type { VNode } from 'preact';

export type LegendMark = 'line' | 'dashed' | 'band' | 'bar' | 'whisker';

const MARKS: Record<LegendMark, VNode> = {
  line: <path class="line" d="M2 7H26" />,
  dashed: <path class="line-2" d="M2 7H26" />,
  band: <><rect class="band" width="28" height="14" /><path class="band-edge" d="M0 1H28" /></>,
  bar: <rect class="bar" y="1" width="28" height="12" rx="3" />,
  whisker: <path class="whisker" d="M0 7H25M25 2V12" />,
};

/** What each mark of a chart means. */
export function Legend({ entries }: { readonly entries: readonly { readonly mark: LegendMark; readonly text: string }[] }): VNode {
  return (
    <ul class="legend">
      {entries.map(({ mark, text }) => <li><svg class="chart" viewBox="0 0 28 14" aria-hidden="true">{MARKS[mark]}</svg>{text}</li>)}
    </ul>
  );
}
