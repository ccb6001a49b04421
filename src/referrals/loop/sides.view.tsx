import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import type { Answer } from './loop.rules.js';
import type { OutcomeSheet } from './read-outcome.js';

const ICONS: Readonly<Record<Answer, IconName>> = { helped: 'circle-check', partly: 'circle-dot', not_helped: 'circle-x' };

/** What both sides said, side by side; neither is written over the other. */
export function Sides({ t, sheet: { at, offer, organisation, question } }: { readonly t: Translate; readonly sheet: OutcomeSheet }): VNode {
  const said = question?.answer && question.answeredAt ? question : null;
  return (
    <div class="sides">
      <Side title={offer.organisation} icon="building-2" answer={organisation} words={organisation ? t(`referrals.loop.organisation.${organisation}`) : t('referrals.loop.not-over')}>
        <p class="meta">{offer.service}{offer.settledAt && ` · ${t.whenNear(offer.settledAt, at)}`}</p>
      </Side>
      <Side title={t('referrals.loop.household')} icon="users" answer={said?.answer ?? null} words={said?.answer ? t(`referrals.loop.person.${said.answer}`) : t('referrals.loop.not-said')}>
        {said?.because && <p dir="auto">{said.because}</p>}
        <p class="meta">{said?.answeredAt
          ? t(said.source === 'link' ? 'referrals.loop.by-link' : 'referrals.loop.by-contact', { when: t.whenNear(said.answeredAt, at), name: said.recordedByName ?? '' })
          : question && t(question.asks === 'link' ? 'referrals.loop.asked-by-link' : 'referrals.loop.to-ask', { when: t.dayNear(question.askedAt, at) })}</p>
      </Side>
    </div>
  );
}

function Side({ title, icon, answer, words, children }: { readonly title: string; readonly icon: IconName; readonly answer: Answer | null; readonly words: string; readonly children: ComponentChildren }): VNode {
  return (
    <section class="card card-body stack-2">
      <h2 class="row"><Icon name={icon} />{title}</h2>
      <p class="strong"><Icon name={answer ? ICONS[answer] : 'circle-dashed'} kind={answer === 'helped' ? 'yes' : answer === 'not_helped' ? 'no' : 'mind'} /> {words}</p>
      {children}
    </section>
  );
}
