import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface ScoreProps {
  readonly value: number;
  readonly of: number;
  /** What the number means, such as “stable”. */
  readonly word: string;
}

const WIDTH = 84;
const GAP = 2;

/** A small scale: how many parts are filled, and the word for it. Nothing filled is critical, one is low. */
export function Score({ value, of, word }: ScoreProps): VNode {
  const part = (WIDTH - GAP * (of - 1)) / of;
  const low = value === 0 ? ' score-low score-zero' : value === 1 ? ' score-low' : '';
  return (
    <>
      <svg class={`score${low}`} viewBox={`0 0 ${WIDTH} 8`} aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <rect class={index < value ? 'on' : 'off'} x={+(index * (part + GAP)).toFixed(2)} width={+part.toFixed(2)} height="8" rx="2" />
        ))}
      </svg>
      <span class="score-word"><b>{value}</b>/{of} {word}</span>
    </>
  );
}

/** Things that are scored, one under the other. */
export function Needs({ children }: { readonly children: ComponentChildren }): VNode {
  return <ul class="needs">{children}</ul>;
}

/** One thing and its score. */
export function Need({ icon, name, ...score }: ScoreProps & { readonly icon: IconName; readonly name: ComponentChildren }): VNode {
  return <li><span class="row"><Icon name={icon} /><span>{name}</span></span><Score {...score} /></li>;
}
