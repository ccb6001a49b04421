import type { VNode } from 'preact';
import { useTranslate } from './surroundings.js';

export interface ProgressProps {
  readonly id: string;
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is being done right now. */
  readonly text?: string;
  /** While work goes on: the address of this piece, asked again every second. Leave it out when all is done. */
  readonly follow?: string;
}

/** How far a long piece of work has come, told in figures too. */
export function Progress({ id, label, done, total, text, follow }: ProgressProps): VNode {
  const t = useTranslate();
  const live = follow ? { 'hx-get': follow, 'hx-trigger': 'every 1s', 'hx-swap': 'outerMorph', 'hx-target': 'this' } : {};
  return (
    <div class="progress" id={id} {...live}>
      <p><label class="strong" for={`${id}-bar`}>{label}</label><span>{t('ui.progress', { done: t.number(done), total: t.number(total) })}</span></p>
      <progress id={`${id}-bar`} value={done} max={Math.max(total, 1)} />
      {text && <p class="meta" role="status">{text}</p>}
    </div>
  );
}
