import type { ComponentChildren, VNode } from 'preact';
import { Count } from './rail.js';

interface HeadedProps {
  /** Makes the heading's id, so that numbers and errors can link to it. */
  readonly id: string;
  readonly title: ComponentChildren;
  readonly count?: number;
  readonly tone?: 'critical' | 'accent';
  /** A link, chips or a word at the end of the heading. */
  readonly side?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of a page on its own ground, with its heading inside. */
export function Card({ id, title, count, tone, side, foot, bare = false, children }: HeadedProps & { readonly foot?: ComponentChildren; readonly bare?: boolean }): VNode {
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <div class="row"><h2 id={id}>{title}</h2>{count !== undefined && <Count value={count} tone={tone} />}</div>
        {side}
      </div>
      {bare ? children : <div class="card-body">{children}</div>}
      {foot && <div class="card-foot">{foot}</div>}
    </section>
  );
}

/** A part of a page with its heading above: lists and tables that carry their own ground. */
export function Section({ id, title, count, tone, side, children }: HeadedProps): VNode {
  return (
    <section aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {count !== undefined && <Count value={count} tone={tone} />}
        {side}
      </div>
      {children}
    </section>
  );
}
