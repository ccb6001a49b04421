import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.js';

export interface IdentityFact {
  readonly icon: IconName;
  readonly name: string;
  readonly value: ComponentChildren;
  readonly note?: ComponentChildren;
}

export interface IdentityProps {
  readonly label: string;
  readonly title: ComponentChildren;
  readonly meta: readonly ComponentChildren[];
  readonly deeds?: ComponentChildren;
  readonly facts: readonly IdentityFact[];
}

/** Whom a page is about, always in view first. */
export function Identity({ label, title, meta, deeds, facts }: IdentityProps): VNode {
  return (
    <section class="card identity" aria-label={label}>
      <div class="identity-top">
        <div><h1>{title}</h1><Dots class="meta">{meta}</Dots></div>
        {deeds && <div class="row">{deeds}</div>}
      </div>
      <dl class="facts">
        {facts.map(({ icon, name, value, note }) => (
          <div><dt><Icon name={icon} />{name}</dt><dd>{value}{note && <small>{note}</small>}</dd></div>
        ))}
      </dl>
    </section>
  );
}

/** Short words in a line, set apart by dots. */
export function Dots({ class: classes = '', children }: { readonly class?: string; readonly children: readonly ComponentChildren[] }): VNode {
  return <span class={`${classes} dots`.trim()}>{children.filter(Boolean).map((each) => <span>{each}</span>)}</span>;
}
