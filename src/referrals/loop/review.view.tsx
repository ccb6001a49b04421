import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar } from '../../../libs/ui/form/form.js';
import { TextArea } from '../../../libs/ui/form/text-field.js';
import { Notice } from '../../../libs/ui/notice.js';
import { DECISIONS } from './loop.rules.js';
import type { Review } from './loop.store.js';
import { outcomePath } from './outcome-form.view.js';
import type { OutcomeSheet, SaidInThread } from './read-outcome.js';
import { Sides } from './sides.view.js';

/** Where somebody looks at what both sides said. */
export const reviewPath = (reviewId: string): string => `/referrals/reviews/${reviewId}`;

export interface ReviewPageProps {
  readonly t: Translate;
  readonly sheet: OutcomeSheet & { readonly review: Review };
  readonly hidden: Readonly<Record<string, string | number>>;
  readonly typed: Readonly<Record<string, unknown>>;
  readonly faults: FormFaults;
  readonly cancel: string;
}

/** Both sides, what the office and the organisation wrote to each other, and the decision. */
export function ReviewPage(props: ReviewPageProps): VNode {
  const { t, sheet } = props;
  const { review, reviews, at } = sheet;
  const settled = reviews.filter(({ settledAt }) => settledAt !== null);
  return (
    <div class="stack-6">
      {sheet.confirmed && <Notice tone="ok"><p>{t('referrals.loop.confirmed')}</p></Notice>}
      <Sides t={t} sheet={sheet} />
      {sheet.thread.length > 0 && <Card id="thread" title={t('referrals.loop.thread')}><ol class="stack-4">{sheet.thread.map((said) => <Said t={t} said={said} at={at} organisation={sheet.offer.organisation} />)}</ol></Card>}
      {settled.length > 0 && (
        <Card id="decisions" title={t('referrals.loop.decided-before')}>
          <ul class="stack-2">{settled.map(({ decision, note, settledAt, settledByName }) => (
            <li>
              <p class="strong">{t(`referrals.loop.decisions.${decision}`)}</p>
              {note && <p dir="auto">{note}</p>}
              <p class="meta">{settledByName ? t('referrals.loop.by', { name: settledByName, when: t.whenNear(settledAt ?? at, at) }) : t('referrals.loop.by-itself', { when: t.whenNear(settledAt ?? at, at) })}</p>
            </li>
          ))}</ul>
        </Card>
      )}
      {review.settledAt === null && sheet.mayAct && <Decide {...props} />}
      <p class="row no-print">
        {sheet.mayAct && <a class="button" href={outcomePath(sheet.offer.id)}>{t('referrals.loop.write-down')}</a>}
        <a class="button" href={props.cancel}>{t('referrals.loop.to-referral')}</a>
      </p>
    </div>
  );
}

function Decide({ t, sheet: { review }, hidden, typed, faults }: ReviewPageProps): VNode {
  const note = typed['note'];
  const decision = typed['decision'];
  return (
    <Form action={reviewPath(review.id)} hidden={hidden} label={t('referrals.loop.decide')}>
      <ErrorSummary faults={faults.summary} />
      <div class="card form-section">
        <Choices name="decision" type="radio" label={t('referrals.loop.what-came')} fault={faults.fields['decision'] ?? null} value={typeof decision === 'string' ? decision : null}
          choices={DECISIONS.map((value) => ({ value, text: t(`referrals.loop.decisions.${value}`), note: t(`referrals.loop.decision-notes.${value}`) }))} />
        <TextArea name="note" label={t('referrals.loop.note')} optional value={typeof note === 'string' ? note : null} fault={faults.fields['note'] ?? null} maxlength={2_000} />
      </div>
      <FormBar><button class="button button-primary" type="submit">{t('referrals.loop.settle')}</button></FormBar>
    </Form>
  );
}

const Said = ({ t, said: { side, author, body, at: when }, at, organisation }: { readonly t: Translate; readonly said: SaidInThread; readonly at: Date; readonly organisation: string }): VNode => (
  <li>
    <p class="meta">{side === 'organisation' ? organisation : author ?? t('referrals.loop.office')} · {t.whenNear(when, at)}</p>
    <p dir="auto">{body}</p>
  </li>
);
