import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Section } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Dots } from '../../../libs/ui/identity.js';
import { needName, OfferTag, referralPath } from '../../referrals/referrals.door.js';
import type { Day } from '../rows.js';
import type { ReferralList, ReferralRow, SilentRow } from './lists.rules.js';
import { referralListHref, When } from './lists.view.js';

interface DayPartProps {
  readonly t: Translate;
  readonly day: Day;
}

type Part = 'waiting' | 'answers' | 'decide';

/** Whose word is awaited, beside what they said and what is to be decided. */
export function ReferralsOfTheDay({ t, day }: DayPartProps): VNode {
  const { counts } = day.referrals;
  return (
    <div class="halves">
      <List t={t} day={day} part="waiting" />
      <div class="stack-6">
        <List t={t} day={day} part="answers" />
        {counts.decide > 0 && <List t={t} day={day} part="decide" />}
      </div>
    </div>
  );
}

function List({ t, day, part }: DayPartProps & { part: Part }): VNode {
  const rows = day.referrals[part];
  const count = day.referrals.counts[part];
  return (
    <Section id={part} title={t(`desk.referrals.day.${part}`)} count={Math.min(count, 1000)} {...(part === 'decide' ? { tone: 'critical' as const } : {})}
      side={count > 0 && <a href={referralListHref({ list: part satisfies ReferralList, scope: day.scope })}>{t('desk.see-all')}<span class="visually-hidden"> {t(`desk.referrals.day.${part}`)}</span></a>}>
      <div class="card">
        {rows.length === 0
          ? <EmptyState title={t(`desk.referrals.day.nothing.${part}`)} />
          : <ul class="rows">{rows.map((row) => <Row t={t} row={row} part={part} now={day.at} />)}</ul>}
      </div>
    </Section>
  );
}

function Row({ t, row, part, now }: { t: Translate; row: ReferralRow; part: Part; now: string }): VNode {
  const { id, referralId, leadName, need, organisationName, state, outcome, because } = row;
  return (
    <li class="between" id={`${part}-${id}`}>
      <div>
        <a class="strong" href={referralPath(referralId)}>{leadName}</a> <span class="meta">{needName(t, need)}</span>
        <Dots class="meta">{[organisationName, part === 'decide' && because && t(`desk.referrals.because.${because}`)]}</Dots>
      </div>
      {part === 'waiting' ? <When t={t} row={row} list="waiting" now={now} /> : part === 'answers' && state ? <OfferTag t={t} state={state} partly={outcome === 'partly'} /> : <When t={t} row={row} list="decide" now={now} />}
    </li>
  );
}

/** For whoever oversees others: the organisations that have not kept their word lately. */
export function SilentOrganisations({ t, rows, now }: { readonly t: Translate; readonly rows: readonly SilentRow[]; readonly now: string }): VNode | null {
  if (rows.length === 0) return null;
  return (
    <Section id="silent" title={t('desk.referrals.day.silent')} count={rows.length}>
      <ul class="card rows">
        {rows.map(({ id, name, late, expired, since }) => (
          <li class="between" id={`silent-${id}`}>
            <div><a class="strong" href={`/organisations/${id}`}>{name}</a><Dots class="meta">{[late > 0 && t('desk.referrals.day.late', { count: late }), expired > 0 && t('desk.referrals.day.expired', { count: expired })]}</Dots></div>
            <span class="meta">{t.ago(since, now)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
