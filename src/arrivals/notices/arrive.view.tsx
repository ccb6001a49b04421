import type { VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { DateField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import type { CaseFacts } from '../../cases/cases.door.js';
import type { Typed } from '../../../libs/http/typed.js';

export interface ArriveProps {
  readonly t: Translate;
  readonly file: CaseFacts;
  readonly today: string;
  readonly once: string;
  readonly typed: Typed;
  readonly faults: FormFaults;
}

/** They came, or they did not: the two answers that an expected household waits for. */
export function ArrivePage({ t, file, today, once, typed, faults: { fields, summary } }: ArriveProps): VNode {
  const hidden = { once, version: file.version };
  return (
    <>
      <PageHead title={t('arrivals.arrive.title')} lead={<><a href={`/cases/${file.id}`}>{file.leadName}</a>, {t('arrivals.arrive.case', { number: file.number })}</>} />
      <div class="stack-6">
        <ErrorSummary faults={summary} />
        <Form action={`/cases/${file.id}/arrive`} hidden={hidden}>
          <FormSection legend={t('arrivals.arrive.came')} note={file.plannedArrivalOn ? t('arrivals.arrive.planned', { day: t.day(file.plannedArrivalOn) }) : undefined}>
            <div class="grid-2">
              <DateField name="arrivalOn" label={t('arrivals.form.arrivalOn')} value={typed.text('arrivalOn')} fault={fields['arrivalOn']} hint={t('arrivals.arrive.hint')} max={today} />
              <DateField kind="time" name="arrivalTime" label={t('arrivals.form.arrivalTime')} value={typed.text('arrivalTime')} fault={fields['arrivalTime']} hint={t('arrivals.form.arrivalTime-hint')} optional />
            </div>
            <FormBar><button class="button button-primary button-large" type="submit"><Icon name="check" />{t('arrivals.arrive.submit')}</button></FormBar>
          </FormSection>
        </Form>
        <Card id="not-arrived" title={t('arrivals.arrive.not')}>
          <Form action={`/cases/${file.id}/not-arrived`} hidden={hidden} class="stack">
            <p class="meta">{t('arrivals.arrive.not-note')}</p>
            <div class="row"><button class="button button-danger" type="submit">{t('arrivals.arrive.not-submit')}</button></div>
          </Form>
        </Card>
      </div>
    </>
  );
}
