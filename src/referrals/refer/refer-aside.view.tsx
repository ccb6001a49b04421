import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Tick } from '../../../libs/ui/form/choices.js';
import { TextArea } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { ShareCard } from '../sharing/share.view.js';
import type { ReferPageProps } from './refer-props.js';

/** Before sending: what is shared, under which consent, and a word for whoever is asked. */
export function Aside(props: ReferPageProps): VNode {
  const { t, address } = props;
  return (
    <aside class="aside sticky" aria-label={t('referrals.refer.before')}>
      {address.referral === undefined && <Shared {...props} />}
      <Send {...props} />
    </aside>
  );
}

/** Where a consent is missing, there is a way to record it and come back. */
function Shared({ t, preview: { fields, content, consents }, opened: { file }, picks, form, need, address }: ReferPageProps): VNode {
  const [consent = null] = [...consents].sort((one, other) => Number(other.recipient === 'network') - Number(one.recipient === 'network'));
  const missing = consent === null || picks.some(({ id, agreed }) => !agreed && form.chosen.includes(id));
  return (
    <>
      {missing && <Notice tone="critical" icon="shield-alert" title={t('referrals.refer.no-consent')}><p><a href={consentHref(file.id, need, address)}>{t('referrals.refer.record-consent')}</a></p></Notice>}
      <ShareCard t={t} fields={fields} content={content} consent={consent} edit="#fields" />
    </>
  );
}

const consentHref = (caseId: string, need: string | undefined, address: ReferPageProps['address']): string =>
  `/cases/${caseId}/consents?${new URLSearchParams({ asks: 'referral:network', next: `/cases/${caseId}/refer?${new URLSearchParams({ ...(need ? { need } : {}), ...(address.for ? { for: address.for } : {}) }).toString()}` }).toString()}#agreed`;

function Send({ t, opened: { file }, found, picks, form, plan, address, faults }: ReferPageProps): VNode {
  const first = picks.find(({ id }) => id === form.chosen[0]);
  const due = first && plan.dueAt.get(first.id);
  return (
    <section class="card card-body stack" aria-label={t('referrals.refer.send-label')}>
      {address.referral === undefined && <TextArea name="note" label={t('referrals.refer.note')} hint={t('referrals.refer.note-hint')} optional value={form.note} fault={faults.fields['note'] ?? null} maxlength={1_000} />}
      {file.restricted && <Tick name="restrictedToo" label={t('referrals.refer.restricted')} note={t('referrals.refer.restricted-note')} checked={form.restrictedToo} />}
      <button class="button button-primary button-large button-wide" type="submit" name="act" value="send"><Icon name="send" />{sendWords(t, form, plan)}</button>
      {first && due && <p class="meta">{t('referrals.refer.until', { organisation: first.organisation, due: t.whenNear(due, found.at), wave: String(form.way === 'wave' && plan.wave.services > 1) })}</p>}
    </section>
  );
}

function sendWords(t: Translate, { chosen, way }: ReferPageProps['form'], plan: ReferPageProps['plan']): string {
  const now = chosen.length === 0 ? 0 : way === 'wave' ? plan.wave.services : 1;
  return t('referrals.refer.send', { now, later: chosen.length - now });
}
