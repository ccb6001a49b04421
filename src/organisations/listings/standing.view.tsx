import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { IconName } from '../../../libs/ui/icon.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import type { ServiceStatus } from '../hsds/hsds.shape.js';
import type { ListingState } from './assurance.rules.js';

const LISTING: Readonly<Record<ListingState, { readonly tone: Tone; readonly icon: IconName }>> = {
  assured: { tone: 'ok', icon: 'circle-check' }, due: { tone: 'warn', icon: 'clock-alert' }, dropped: { tone: 'critical', icon: 'eye-off' },
};

/** How far a listing is believed: a word and a shape. */
export const ListingTag = ({ t, state }: { readonly t: Translate; readonly state: ListingState }): VNode => <Tag {...LISTING[state]}>{t(`organisations.listings.states.${state}`)}</Tag>;

const STATUS: Readonly<Record<Exclude<ServiceStatus, 'active'>, { readonly tone: Tone; readonly icon: IconName }>> = {
  'temporarily closed': { tone: 'wait', icon: 'pause' }, inactive: { tone: 'line', icon: 'circle-x' }, defunct: { tone: 'line', icon: 'archive' },
};

/** That a service does not run, and until when; nothing for one that does. */
export function StatusTag({ t, now, today, service: { status, closedUntil } }: { readonly t: Translate; readonly now: Date; readonly today: string; readonly service: { readonly status: ServiceStatus; readonly closedUntil: string | null } }): VNode | null {
  if (status === 'active') return null;
  if (status !== 'temporarily closed') return <Tag {...STATUS[status]}>{t(`organisations.listings.status.${status}`)}</Tag>;
  if (closedUntil === null) return <Tag {...STATUS[status]}>{t('organisations.listings.closed')}</Tag>;
  return closedUntil < today
    ? <Tag tone="warn" icon="clock-alert">{t('organisations.listings.closed-over', { until: t.dayShort(closedUntil, now) })}</Tag>
    : <Tag {...STATUS[status]}>{t('organisations.listings.closed-until', { until: t.dayShort(closedUntil, now) })}</Tag>;
}
