import type { VNode } from 'preact';
import { Icon, type IconName } from './icon.js';
import { useTranslate } from './surroundings.js';

/** A place one can go, with what waits there. */
export interface RailLink {
  readonly href: string;
  readonly text: string;
  readonly icon: IconName;
  readonly count?: number;
  readonly tone?: 'critical';
}

export interface RailProps {
  /** The address of this page as the links write it. */
  readonly current: string;
  /** The one thing people do most, a button above the links; on a phone it takes its place in the bar. */
  readonly primary?: RailLink & { readonly short: string };
  /** At most four: they are the bar at the bottom of a phone. */
  readonly links: readonly RailLink[];
  readonly more?: { readonly title: string; readonly links: readonly RailLink[] };
  readonly foot?: readonly string[];
}

/** The way around: a column beside the page, a bar under the thumb. */
export function Rail({ current, primary, links, more, foot }: RailProps): VNode {
  const t = useTranslate();
  const here = (href: string) => (href === current ? 'page' as const : undefined);
  const [first, second, ...others] = links;
  return (
    <nav class="rail" aria-label={t('ui.rail.label')}>
      <div class="rail-inner">
        {primary && (
          <a class="button button-primary rail-primary" href={primary.href} aria-current={here(primary.href)}>
            <Icon name={primary.icon} />{primary.text}
          </a>
        )}
        <ul>
          {[first, second].map((link) => link && <li><Link {...link} current={here(link.href)} /></li>)}
          {primary && <li class="phone-only"><Link {...primary} text={primary.short} current={here(primary.href)} /></li>}
          {others.map((link) => <li><Link {...link} current={here(link.href)} /></li>)}
          {more && <li><MoreButton /></li>}
        </ul>
        {more && (
          <div class="rail-more" id="more" popover="auto">
            <h2 id="more-title">{more.title}</h2>
            <ul aria-labelledby="more-title">{more.links.map((link) => <li><Link {...link} current={here(link.href)} /></li>)}</ul>
          </div>
        )}
        {foot && <p class="rail-foot">{foot.map((line, index) => [index > 0 && <br />, line])}</p>}
      </div>
    </nav>
  );
}

function Link({ href, text, icon, count, tone, current }: RailLink & { current: 'page' | undefined }): VNode {
  return (
    <a class="rail-link" href={href} aria-current={current}>
      <Icon name={icon} /><span>{text}</span>
      {count !== undefined && count > 0 && <Count value={count} tone={tone} />}
    </a>
  );
}

function MoreButton(): VNode {
  const t = useTranslate();
  return <button class="rail-link rail-more-button" type="button" popovertarget="more"><Icon name="ellipsis" /><span>{t('ui.rail.more')}</span></button>;
}

/** How many wait behind a word. */
export function Count({ value, tone }: { readonly value: number; readonly tone?: 'critical' | 'accent' }): VNode {
  const t = useTranslate();
  return <span class={tone ? `count count-${tone}` : 'count'}>{t.number(value)}</span>;
}
