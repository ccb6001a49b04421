import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface StepProps {
  readonly title: ComponentChildren;
  readonly icon: IconName;
  /** `half`: someone looked at it and it is not finished. */
  readonly mark?: 'ok' | 'now' | 'half';
  readonly meta?: ComponentChildren;
  /** A due date or a tag at the end of the line. */
  readonly side?: ComponentChildren;
  /** What belongs to it and needs the whole width: a list of points, buttons. */
  readonly more?: ComponentChildren;
  /** The one to do next. */
  readonly next?: boolean;
}

/** Promises in their order, down a rail. */
export function Steps({ quiet = false, children }: { readonly quiet?: boolean; readonly children: ComponentChildren }): VNode {
  return <ol class={quiet ? 'steps steps-quiet' : 'steps'}>{children}</ol>;
}

/** One promise: how far it is, what it is, when it is due. */
export function Step({ title, icon, mark, meta, side, more, next = false }: StepProps): VNode {
  return (
    <li class={next ? 'is-next' : undefined} aria-current={next ? 'step' : undefined}>
      <span class={mark ? `mark mark-${mark}` : 'mark'}><Icon name={icon} /></span>
      <div><h3>{title}</h3>{meta && <div class="meta">{meta}</div>}</div>
      {side && <div class="side">{side}</div>}
      {more && <div class="step-more">{more}</div>}
    </li>
  );
}
