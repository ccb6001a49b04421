import type { VNode } from 'preact';
import { Brand } from './brand.js';
import { Icon, type IconName } from './icon.js';
import { live } from './live.js';
import { LanguageSwitch, ThemeSwitch } from './switches.js';
import { useTranslate } from './surroundings.js';

export interface MastheadProps {
  readonly home: string;
  /** A word beside the name, such as “demo”. */
  readonly note?: string;
  /** A POST form, so that a name one looks for is never in an address, a log or a history. */
  readonly search?: { readonly action: string; readonly label: string; readonly placeholder: string; readonly value?: string };
  readonly notices?: BellProps;
  /** The address that shows this page in the other language. */
  readonly otherLanguage: string;
  readonly who: {
    readonly name: string;
    readonly place: string;
    readonly initials: string;
    readonly links?: readonly { readonly href: string; readonly text: string; readonly icon: IconName }[];
    /** Where signing out is posted. */
    readonly signOut: string;
  };
}

export interface BellProps {
  readonly href: string;
  readonly unread: number;
  /** Where the bell alone is asked for, when something new is told. */
  readonly from?: string;
}

/** The top of every page: where one is, what one looks for, who one is. */
export function Masthead({ home, note, search, notices, otherLanguage, who }: MastheadProps): VNode {
  return (
    <header class="masthead">
      <Brand href={home} note={note} />
      {search && <Search {...search} />}
      <div class="tools">
        {notices && <Bell {...notices} />}
        <LanguageSwitch href={otherLanguage} />
        <ThemeSwitch />
        <Who {...who} />
      </div>
    </header>
  );
}

function Search({ action, label, placeholder, value }: NonNullable<MastheadProps['search']>): VNode {
  const t = useTranslate();
  return (
    <form class="search" role="search" method="post" action={action}>
      <label class="visually-hidden" for="q">{label}</label>
      <input id="q" name="q" type="search" autocomplete="off" placeholder={placeholder} value={value} />
      <button type="submit" aria-label={t('ui.search.go')}><Icon name="search" /></button>
      <span class="keys" aria-hidden="true"><kbd>Ctrl</kbd><kbd>K</kbd></span>
    </form>
  );
}

/** How much somebody has been told and not read. */
export function Bell({ href, unread, from }: BellProps): VNode {
  const t = useTranslate();
  return (
    <a class="icon-button" href={href} {...(from ? { id: 'bell', ...live({ topics: 'notices', from }) } : {})} aria-label={t('ui.notices.unread', { count: unread })}>
      <Icon name="bell" />
      {unread > 0 && <span class="dot" aria-hidden="true">{unread > 99 ? '99+' : unread}</span>}
    </a>
  );
}

function Who({ name, place, initials, links = [], signOut }: MastheadProps['who']): VNode {
  const t = useTranslate();
  return (
    <>
      <button class="who-button" type="button" popovertarget="who">
        <span class="avatar" aria-hidden="true">{initials}</span>
        <span class="who-name"><b>{name}</b><small>{place}</small><span class="visually-hidden">, {t('ui.who.label')}</span></span>
      </button>
      <div class="who-menu" id="who" popover="auto">
        <p><b class="strong">{name}</b><br /><span class="meta">{place}</span></p>
        <ul>
          {links.map((link) => <li><a class="rail-link" href={link.href}><Icon name={link.icon} /><span>{link.text}</span></a></li>)}
          <li>
            <form method="post" action={signOut} hx-boost="false">
              <button class="rail-link" type="submit"><Icon name="log-out" kind="turn" /><span>{t('ui.who.sign-out')}</span></button>
            </form>
          </li>
        </ul>
      </div>
    </>
  );
}
