import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { capital } from '../../../libs/ui/due.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { PrintButton } from '../../../libs/ui/print-button.js';
import { Section } from '../../../libs/ui/card.js';
import { householdWords, needName } from '../sharing/share-words.js';
import type { ComingMeeting } from './inbox.queries.js';
import { spanWords } from './words.js';

/** The meetings that are still to come, day by day. */
export function MeetingsPage({ t, meetings, now }: { readonly t: Translate; readonly meetings: readonly ComingMeeting[]; readonly now: Date }): VNode {
  const days = new Set(meetings.map(({ startsAt }) => t.dayNear(startsAt, now)));
  return (
    <>
      <PageHead title={t('referrals.answering.coming.title')} lead={t('referrals.answering.coming.lead', { count: meetings.length })} deeds={meetings.length > 0 && <PrintButton text={t('referrals.answering.coming.print')} />} />
      {meetings.length === 0 && <div class="card"><EmptyState icon="calendar-days" title={t('referrals.answering.coming.none')}>{t('referrals.answering.coming.none-note')}</EmptyState></div>}
      <div class="stack-6">
        {[...days].map((day, n) => (
          <Section id={`day-${n}`} title={capital(day, t)}>
            <ul class="card rows">{meetings.filter(({ startsAt }) => t.dayNear(startsAt, now) === day).map((meeting) => <Meeting t={t} {...meeting} />)}</ul>
          </Section>
        ))}
      </div>
    </>
  );
}

function Meeting({ t, offerId, startsAt, minutes, place, bring, need, service, adults, children }: ComingMeeting & { readonly t: Translate }): VNode {
  return (
    <li class="stack-2">
      <p class="row"><time class="strong" datetime={startsAt.toISOString()}>{spanWords(t, startsAt, minutes)}</time><a class="name" href={`/requests/${offerId}`}>{needName(t, need)}</a></p>
      <p class="meta dots"><span>{place}</span><span>{service}</span>{adults !== null && <span>{householdWords(t, { adults, children: children ?? 0 })}</span>}</p>
      {bring && <p class="meta">{t('referrals.answering.bring', { what: bring })}</p>}
    </li>
  );
}
