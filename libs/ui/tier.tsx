import type { VNode } from 'preact';
import { useTranslate } from './surroundings.js';

export type Level = 1 | 2 | 3 | 4;

const BARS = [{ x: 0, y: 11, height: 5 }, { x: 4, y: 8, height: 8 }, { x: 8, y: 5, height: 11 }, { x: 12, y: 2, height: 14 }];

/** How pressing something is: a diamond for the first level, fewer bars for each after it, and always a word. */
export function Tier({ level, word = false }: { readonly level: Level; readonly word?: boolean }): VNode {
  const t = useTranslate();
  const name = t(`ui.tier.${level}`);
  return (
    <span class={`tier tier-${level}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {level === 1
          ? <path class="on" d="M8 .6 15.4 8 8 15.4.6 8Z" />
          : BARS.map(({ x, y, height }, index) => <rect class={index < 5 - level ? 'on' : 'off'} x={x} y={y} width="3" height={height} rx="1" />)}
      </svg>
      P{level}{word ? ` ${name}` : <span class="visually-hidden"> {name}</span>}
    </span>
  );
}
