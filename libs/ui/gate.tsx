import type { ComponentChildren, VNode } from 'preact';
import { Brand } from './brand.js';
import { Icon, type IconName } from './icon.js';
import { LanguageSwitch, ThemeSwitch } from './switches.js';
import { useTranslate } from './surroundings.js';

export interface GateProps {
  readonly title: string;
  readonly lead?: string;
  readonly home: string;
  readonly note?: string;
  readonly otherLanguage: string;
  /** The second column: what the product promises. */
  readonly promise: {
    readonly title: string;
    readonly points: readonly { readonly icon: IconName; readonly strong: string; readonly text: string }[];
  };
  readonly foot?: readonly { readonly href: string; readonly text: string }[];
  readonly children: ComponentChildren;
}

const CABLES = Array.from({ length: 21 }, (_, index) => {
  const x = 40 + index * 20;
  return `M${x} 120V${(50 + ((x - 240) / 220) ** 2 * 70).toFixed(1)}`;
}).join('');

/** A page before signing in: one short form, and beside it why it is worth it. */
export function Gate({ title, lead, home, note, otherLanguage, promise, foot, children }: GateProps): VNode {
  const t = useTranslate();
  return (
    <div class="gate">
      <div class="gate-form">
        <header class="between">
          <Brand href={home} note={note} />
          <div class="row"><LanguageSwitch href={otherLanguage} /><ThemeSwitch /></div>
        </header>
        <main id="main" tabindex={-1}>
          <div><h1>{title}</h1>{lead && <p class="meta">{lead}</p>}</div>
          {children}
        </main>
        {foot && <footer class="row-4 meta">{foot.map(({ href, text }) => <a href={href}>{text}</a>)}</footer>}
      </div>
      <aside class="gate-side" aria-label={t('ui.gate.about')}>
        <svg class="gate-bridge" viewBox="0 0 480 150" aria-hidden="true">
          <path d="M0 120H480M20 120Q240 -20 460 120" /><path d={CABLES} />
        </svg>
        <h2>{promise.title}</h2>
        <ul>
          {promise.points.map(({ icon, strong, text }) => <li><Icon name={icon} /><p><b>{strong}</b>{text}</p></li>)}
        </ul>
      </aside>
    </div>
  );
}
