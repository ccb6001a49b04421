import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { CHANCES } from '../asking/waves.rules.js';
import { WAYS, type Way } from '../referral.rules.js';
import { DESPITE_REASONS } from '../suggestions/memory.rules.js';
import type { ReferPageProps } from './refer-props.js';
import { percent } from './words.js';

/** How to ask: one after the other, as few at once as reach a chance, or one service directly. */
export function WaysToAsk({ t, form, plan, faults }: Pick<ReferPageProps, 't' | 'form' | 'plan' | 'faults'>): VNode {
  return (
    <fieldset class="card form-section">
      <legend>{t('referrals.refer.how')}</legend>
      <div class="stack-2">
        {WAYS.map((way) => (
          <label class="choice choice-block">
            <input type="radio" name="way" value={way} id={`way-${way}`} checked={form.way === way} />
            <span>{t(`referrals.refer.ways.${way}`)}<small>{wayNote(t, way, { form, plan })}</small></span>
          </label>
        ))}
      </div>
      {form.way === 'wave' && (
        <SelectField name="chance" label={t('referrals.refer.aim')} hint={t('referrals.refer.aim-hint')} value={String(form.chance)}
          options={CHANCES.map((chance) => ({ value: String(chance), text: chance > 0.99 ? t('referrals.refer.everybody') : percent(t, chance) }))} />
      )}
      {form.way === 'direct' && (
        <SelectField name="despite" label={t('referrals.refer.despite.label')} hint={t('referrals.refer.despite.hint')} optional blank={t('referrals.refer.despite.none')} value={form.despite} fault={faults.fields['despite'] ?? null}
          options={DESPITE_REASONS.map((reason) => ({ value: reason, text: t(`referrals.refer.despite.${reason}`) }))} />
      )}
      <noscript><button class="button" type="submit" name="act" value="look">{t('referrals.refer.update')}</button></noscript>
    </fieldset>
  );
}

function wayNote(t: Translate, way: Way, { form: { chosen }, plan }: Pick<ReferPageProps, 'form' | 'plan'>): string {
  const what = t(`referrals.refer.way-notes.${way}`);
  if (chosen.length === 0 || way === 'direct') return what;
  const said = way === 'order' ? t('referrals.refer.first-chance', { chance: percent(t, plan.first) })
    : t('referrals.refer.wave-chance', { count: plan.wave.services, mails: plan.wave.mails, chance: percent(t, plan.wave.chance) });
  return `${what} ${said}`;
}
