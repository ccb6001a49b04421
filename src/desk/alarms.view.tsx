import type { VNode } from 'preact';
import type { SetAsideAlarm } from '../../libs/alarm-clock/set-aside-alarms.js';
import type { Translate } from '../../libs/i18n/translate.js';
import type { SetAsideDelivery } from '../../libs/outbox/set-aside-deliveries.js';
import { Section } from '../../libs/ui/card.js';
import { EmptyState } from '../../libs/ui/empty-state.js';
import { Icon } from '../../libs/ui/icon.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { WorkTable } from '../../libs/ui/work-table.js';

export interface AlarmsPageProps {
  readonly t: Translate;
  readonly now: Date;
  readonly alarms: readonly SetAsideAlarm[];
  readonly deliveries: readonly SetAsideDelivery[];
}

/** What was set aside, why, and the way to try it again. */
export function AlarmsPage({ t, now, alarms, deliveries }: AlarmsPageProps): VNode {
  return (
    <>
      <PageHead title={t('desk.alarms.title')} lead={t('desk.alarms.lead')} />
      <div class="stack-8">
        <Section id="alarms" title={t('desk.alarms.alarms')} count={alarms.length} tone={alarms.length > 0 ? 'critical' : undefined}>
          <div class="card table-card">
            {alarms.length === 0 ? <Nothing t={t} /> : (
              <WorkTable caption={t('desk.alarms.alarms')} compact rows={alarms} rowKey={({ id }) => `alarm-${id}`} columns={[
                { title: t('desk.alarms.kind'), kind: 'head', cell: ({ kind, step }) => `${kind} ${step}` },
                { title: t('desk.alarms.at'), cell: ({ at }) => t.whenNear(at, now) },
                { title: t('desk.alarms.why'), cell: ({ attempts, lastError }) => <>{t('desk.alarms.attempts', { count: attempts })}<span class="sub"><code>{lastError}</code></span></> },
                { title: t('desk.column.deeds'), kind: 'actions', cell: ({ id, kind }) => <Retry t={t} action={`/alarms/${id}/retry`} what={kind} /> },
              ]} />
            )}
          </div>
        </Section>
        <Section id="deliveries" title={t('desk.alarms.deliveries')} count={deliveries.length} tone={deliveries.length > 0 ? 'critical' : undefined}>
          <div class="card table-card">
            {deliveries.length === 0 ? <Nothing t={t} /> : (
              <WorkTable caption={t('desk.alarms.deliveries')} compact rows={deliveries} rowKey={({ id }) => `delivery-${id}`} columns={[
                { title: t('desk.alarms.fact'), kind: 'head', cell: ({ type }) => type },
                { title: t('desk.alarms.listener'), cell: ({ listener }) => listener },
                { title: t('desk.alarms.at'), cell: ({ at }) => t.whenNear(at, now) },
                { title: t('desk.alarms.why'), cell: ({ attempts, lastError }) => <>{t('desk.alarms.attempts', { count: attempts })}<span class="sub"><code>{lastError}</code></span></> },
                { title: t('desk.column.deeds'), kind: 'actions', cell: ({ id, type }) => <Retry t={t} action={`/alarms/deliveries/${id}/retry`} what={type} /> },
              ]} />
            )}
          </div>
        </Section>
      </div>
    </>
  );
}

const Nothing = ({ t }: { t: Translate }): VNode => <EmptyState title={t('desk.alarms.none.title')}>{t('desk.alarms.none.text')}</EmptyState>;

const Retry = ({ t, action, what }: { t: Translate; action: string; what: string }): VNode => (
  <form method="post" action={action}><button class="button button-small" type="submit"><Icon name="refresh-cw" />{t('desk.alarms.retry')}<span class="visually-hidden"> {what}</span></button></form>
);
