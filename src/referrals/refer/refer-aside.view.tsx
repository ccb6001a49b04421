import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { TextArea } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { Ticks } from '../../../libs/ui/ticks.js';
import { SHARE_FIELD_CODES } from '../sharing/share.rules.js';
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

function Shared({ t, fields, ...props }: ReferPageProps): VNode {
  const kept = SHARE_FIELD_CODES.filter((field) => !fields.includes(field));
  const name = (field: string): string => t(`referrals.refer.fields.${field}`);
  return (
    <section class="card" aria-labelledby="shared">
      <div class="card-head"><h2 id="shared">{t('referrals.refer.shared')}</h2></div>
      <div class="card-body stack">
        <Ticks small={false} ticks={fields.map((field) => ({ text: name(field) }))} />
        <div class="stack-2">
          <h3 class="meta">{t('referrals.refer.kept')}</h3>
          <Ticks small={false} ticks={[...kept.map((field) => ({ kind: 'kept' as const, text: name(field) })), { kind: 'kept' as const, text: t('referrals.refer.notes-kept') }]} />
        </div>
        <details class="more">
          <summary><Icon name="pencil" />{t('referrals.refer.change-fields')}</summary>
          <fieldset class="stack-2">
            <legend class="visually-hidden">{t('referrals.refer.shared')}</legend>
            <input type="hidden" name="sharing" value="1" />
            {SHARE_FIELD_CODES.map((field) => <label class="choice"><input type="checkbox" name="fields" id={`fields-${field}`} value={field} checked={fields.includes(field)} /><span>{name(field)}</span></label>)}
          </fieldset>
        </details>
      </div>
      <Agreement t={t} {...props} />
    </section>
  );
}

/** The consent that covers those that are ticked; where one is missing, a way to record it and come back. */
function Agreement({ t, opened: { file, household, today }, picks, form, need, address }: Omit<ReferPageProps, 'fields'>): VNode {
  const inForce = household.consents.filter(({ purpose, withdrawnAt, expiresOn }) => purpose === 'referral' && withdrawnAt === null && expiresOn >= today);
  const given = inForce.find(({ recipient }) => recipient === 'network') ?? inForce[0];
  const missing = !given || picks.some(({ id, agreed }) => !agreed && form.chosen.includes(id));
  return (
    <div class="card-foot stack-2">
      {given && <p class="icon-line"><Icon name="shield-check" /><span>{t('referrals.refer.agreed', { given: t.date(given.givenAt), language: t.languageName(given.language), until: t.date(given.expiresOn), who: given.recipient === 'network' ? 'network' : 'some' })}</span></p>}
      {missing && <Notice tone="critical" icon="shield-alert" title={t('referrals.refer.no-consent')}><p><a href={consentHref(file.id, need, address)}>{t('referrals.refer.record-consent')}</a></p></Notice>}
    </div>
  );
}

const consentHref = (caseId: string, need: string | undefined, address: ReferPageProps['address']): string =>
  `/cases/${caseId}/consents?${new URLSearchParams({ asks: 'referral:network', next: `/cases/${caseId}/refer?${new URLSearchParams({ ...(need ? { need } : {}), ...(address.for ? { for: address.for } : {}) }).toString()}` }).toString()}#agreed`;

function Send({ t, found, picks, form, plan, address, faults }: ReferPageProps): VNode {
  const first = picks.find(({ id }) => id === form.chosen[0]);
  const due = first && plan.dueAt.get(first.id);
  return (
    <section class="card card-body stack" aria-label={t('referrals.refer.send-label')}>
      {address.referral === undefined && <TextArea name="note" label={t('referrals.refer.note')} hint={t('referrals.refer.note-hint')} optional value={form.note} fault={faults.fields['note'] ?? null} maxlength={1_000} />}
      <button class="button button-primary button-large button-wide" type="submit" name="act" value="send"><Icon name="send" />{sendWords(t, form, plan)}</button>
      {first && due && <p class="meta">{t('referrals.refer.until', { organisation: first.organisation, due: t.whenNear(due, found.at), wave: String(form.way === 'wave' && plan.wave.services > 1) })}</p>}
    </section>
  );
}

function sendWords(t: Translate, { chosen, way }: ReferPageProps['form'], plan: ReferPageProps['plan']): string {
  const now = chosen.length === 0 ? 0 : way === 'wave' ? plan.wave.services : 1;
  return t('referrals.refer.send', { now, later: chosen.length - now });
}
