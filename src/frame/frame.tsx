import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import type { SignedIn } from '../../libs/http/reader.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { Assets } from '../../libs/ui/assets.js';
import { Gate } from '../../libs/ui/gate.js';
import type { Live } from '../../libs/ui/live.js';
import { Bell, type BellProps } from '../../libs/ui/masthead.js';
import { Page, type Theme } from '../../libs/ui/page.js';
import { render, renderPart } from '../../libs/ui/render.js';
import { Shell } from '../../libs/ui/shell.js';

/** What a signed-in page says about itself. */
export interface FrameOptions {
  readonly title: string;
  /** The rail's address of this page, when it has one. */
  readonly current?: string;
  readonly toast?: VNode | null;
  readonly faulty?: boolean;
  /** What the page shows: while it is open it is drawn anew whenever some of it changes. For pages that a GET of their address gives. */
  readonly live?: Live;
  /** Seconds between looks at work under way. */
  readonly refreshAfter?: number;
}

/** Puts a room's content into the page around it: masthead, way around, language, theme. */
@Injectable()
export class Frame {
  constructor(
    private readonly assets: Assets,
    private readonly settings: { readonly demo: () => boolean; readonly ownMails: boolean },
  ) {}

  /** A page for somebody who is signed in. */
  office(request: FastifyRequest, { title, current = '', toast, faulty, live, refreshAfter }: FrameOptions, children: ComponentChildren): string {
    const { t, user } = request;
    if (!user) throw new Error('this page is for people who are signed in');
    return this.page(request, { title, faulty, refreshAfter }, (
      <Shell current={current} toast={toast} live={live} home="/" note={this.settings.demo() ? t('frame.demo') : undefined} otherLanguage={otherLanguage(request)}
        search={mayOpenCases(user) ? { action: '/search', label: t('frame.search.label'), placeholder: t('frame.search.placeholder') } : undefined}
        notices={user.organisationId === null ? bellOf(user) : undefined}
        who={{ name: user.name, place: user.teamName ?? user.organisationName ?? t(`accounts.roles.${user.roles[0] ?? 'member'}`), initials: initials(user.name), links: ownLinks(t), signOut: '/sign-out' }}
        {...(user.organisationId === null ? wayAround(t, user, this.settings.ownMails) : ownWay(t, user))}>
        {children}
      </Shell>
    ));
  }

  /** The bell of the masthead alone. */
  bell({ t, user }: FastifyRequest): string {
    return user ? renderPart(<Bell {...bellOf(user)} />, { t, assets: this.assets }) : '';
  }

  /** A page before signing in. */
  gate(request: FastifyRequest, { title, lead, faulty }: { title: string; lead?: string; faulty?: boolean }, children: ComponentChildren): string {
    const { t } = request;
    const point = (icon: 'footprints' | 'handshake' | 'clock', key: string) => ({ icon, strong: t(`frame.promise.${key}.strong`), text: t(`frame.promise.${key}.text`) });
    return this.page(request, { title, faulty }, (
      <Gate title={title} lead={lead} home="/sign-in" note={this.settings.demo() ? t('frame.demo') : undefined} otherLanguage={otherLanguage(request)}
        promise={{ title: t('frame.promise.title'), points: [point('footprints', 'step'), point('handshake', 'answer'), point('clock', 'wait')] }}>
        {children}
      </Gate>
    ));
  }

  private page(request: FastifyRequest, about: { title: string; faulty?: boolean | undefined; refreshAfter?: number | undefined }, children: VNode): string {
    return render(<Page t={request.t} assets={this.assets} theme={theme(request)} {...about}>{children}</Page>);
  }
}

const bellOf = ({ unreadNotices }: SignedIn): BellProps => ({ href: '/notices', unread: unreadNotices, from: '/notices/bell' });

/** What is there for people of an organisation: what they are asked, their places, meetings and services; behind that, for whoever coordinates it, its people. */
function ownWay(t: Translate, user: SignedIn) {
  const link = (href: string, key: string, icon: 'inbox' | 'door-open' | 'calendar-days' | 'list' | 'users') => ({ href, text: t(`frame.rail.${key}`), icon });
  return {
    links: [
      { ...link('/requests', 'requests', 'inbox'), count: user.askedOffers }, link('/my-organisation/places', 'places', 'door-open'), link('/appointments', 'meetings', 'calendar-days'),
      link('/my-organisation', 'our-services', 'list'),
    ],
    ...(user.roles.includes('coordinator') ? { more: { title: t('frame.rail.organisation'), links: [link('/my-organisation/members', 'members', 'users')] } } : {}),
    foot: [user.organisationName ?? ''],
  };
}

/** What is there for people of the office. */
function wayAround(t: Translate, user: SignedIn, ownMails: boolean) {
  const link = (href: string, key: string, icon: 'sun' | 'route' | 'hand-helping' | 'folder-open' | 'file-up' | 'users' | 'calendar-days' | 'mail' | 'alarm-clock' | 'network' | 'hourglass') => ({ href, text: t(`frame.rail.${key}`), icon });
  const cases = mayOpenCases(user);
  const bringsIn = isOneOf(user, ['caseworker', 'team_lead', 'manager']);
  const administers = user.roles.includes('administrator');
  const network = link('/organisations', 'network', 'network');
  const unmet = isOneOf(user, ['team_lead', 'manager', 'administrator']) ? [link('/referrals/unmet', 'unmet', 'hourglass')] : [];
  return {
    ...(bringsIn ? { primary: { href: '/arrivals/new', text: t('frame.rail.register'), short: t('frame.rail.register-short'), icon: 'user-plus' as const } } : {}),
    links: cases ? [link('/', 'day', 'sun'), link('/cases', 'cases', 'folder-open'), link('/referrals', 'referrals', 'route')] : [link('/people', 'people', 'users'), link('/duties', 'duties', 'calendar-days'), network, ...unmet],
    more: {
      title: t('frame.rail.office'),
      links: [
        // A telephone has room for five words below: the rest is one press away.
        ...(cases ? [link('/services', 'services', 'hand-helping'), ...(bringsIn ? [link('/arrivals/lists', 'lists', 'file-up')] : []), network, ...unmet, link('/people', 'people', 'users'), link('/duties', 'duties', 'calendar-days')] : []),
        ...(administers ? [link('/alarms', 'alarms', 'alarm-clock'), ...(ownMails ? [link('/mail', 'mail', 'mail')] : [])] : []),
      ],
    },
    foot: [t('frame.rail.foot')],
  };
}

const isOneOf = (user: SignedIn, roles: readonly string[]): boolean => user.roles.some((role) => roles.includes(role));
const mayOpenCases = (user: SignedIn): boolean => isOneOf(user, ['caseworker', 'team_lead', 'manager', 'privacy_officer']);

const ownLinks = (t: Translate) => [{ href: '/account', text: t('frame.account'), icon: 'settings' as const }];

const initials = (name: string): string => (/\d+$/.exec(name)?.[0] ?? name.split(/\s+/).map((word) => word[0] ?? '').join('')).slice(0, 2).toUpperCase();

/** The setting of whoever is signed in, else their browser's cookie, else the system's. */
function theme({ user, cookies }: FastifyRequest): Theme | null {
  const kept = cookies?.theme ?? user?.theme;
  return kept === 'light' || kept === 'dark' ? kept : null;
}

function otherLanguage({ t, method, url }: FastifyRequest): string {
  const back = method === 'GET' ? url : '/';
  return `/language/${t.language === 'fr' ? 'en' : 'fr'}?next=${encodeURIComponent(back)}`;
}
