import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { FormSection } from '../../../libs/ui/form/form.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Tag } from '../../../libs/ui/tag.js';
import { Ticks } from '../../../libs/ui/ticks.js';
import type { Share } from './read-share.js';
import { ALWAYS_TOLD, byTag, isSensitive, keptFields, SHARE_FIELD_CODES, type ShareContent, type SharedWay, type ShareField, type SharingConsent } from './share.rules.js';
import { fieldName, fieldWords, languageName, wayWords } from './share-words.js';

export interface ShareCardProps {
  readonly t: Translate;
  readonly fields: readonly ShareField[];
  readonly content: ShareContent;
  /** Under which it is sent; null when nobody may be asked. */
  readonly consent: Pick<SharingConsent, 'givenAt' | 'language' | 'expiresOn'> | null;
  /** Where the choice is changed. */
  readonly edit?: string;
}

/** Before anybody is asked: what is sent, what stays at the office, and what the household agreed to. */
export function ShareCard({ t, fields, content, consent, edit }: ShareCardProps): VNode {
  const line = (field: ShareField): string => t('referrals.sharing.line', { name: fieldName(t, field), value: fieldWords(t, content, field) ?? t('referrals.sharing.nothing-known') });
  return (
    <Card id="shared" title={t('referrals.sharing.will-be-sent')} side={edit && <a href={edit}>{t('referrals.sharing.change')}</a>} foot={<Agreed t={t} consent={consent} />}>
      <div class="stack">
        <Ticks small={false} ticks={fields.map((field) => ({ text: line(field), kind: content[field] === undefined ? 'no' : 'yes' }))} />
        <div class="stack-2">
          <h3 class="meta">{t('referrals.sharing.kept')}</h3>
          <Ticks small={false} ticks={[...byTag(keptFields(fields)).map((group) => group.fields.map((field) => fieldName(t, field)).join(', ')), t('referrals.sharing.always-kept')].map((text) => ({ text, kind: 'kept' }))} />
        </div>
      </div>
    </Card>
  );
}

function Agreed({ t, consent }: Pick<ShareCardProps, 't' | 'consent'>): VNode {
  return (
    <p class="icon-line">
      <Icon name={consent ? 'shield-check' : 'shield-alert'} />
      <span>{consent
        ? t('referrals.sharing.agreed', { day: t.date(consent.givenAt), language: languageName(t, consent.language), until: t.date(consent.expiresOn) })
        : t('referrals.sharing.not-agreed')}</span>
    </p>
  );
}

/** What an organisation reads of a household: nothing but this, as it was when it was asked. */
export function ShareSheet({ t, share: { fields, content, note, frozenAt } }: { readonly t: Translate; readonly share: Share }): VNode {
  return (
    <Card id="share" title={t('referrals.sharing.sheet')} foot={<p class="icon-line"><Icon name="shield-check" /><span>{t('referrals.sharing.frozen', { day: t.date(frozenAt) })}</span></p>}>
      <div class="stack">
        <dl class="details">
          {fields.map((field) => <div><dt>{fieldName(t, field)}</dt><dd>{valueOf(t, content, field) ?? <span class="meta">{t('referrals.sharing.nothing-known')}</span>}</dd></div>)}
        </dl>
        {note && <div class="stack-2"><h3 class="meta">{t('referrals.sharing.note')}</h3><p class="prose">{note}</p></div>}
      </div>
    </Card>
  );
}

/** A value to read and to use: a number is called, an address written to. */
function valueOf(t: Translate, content: ShareContent, field: ShareField) {
  if (content[field] === undefined) return null;
  if (field === 'phone' || field === 'email') return (content[field] as readonly SharedWay[]).map((way) => <Way t={t} way={way} kind={field} />);
  return fieldWords(t, content, field);
}

function Way({ t, way, kind }: { readonly t: Translate; readonly way: SharedWay; readonly kind: 'phone' | 'email' }): VNode {
  const words = wayWords(t, way, kind);
  const href = kind === 'email' ? `mailto:${way.value}` : way.call ? `tel:${way.value.replaceAll(/[^+\d]/g, '')}` : null;
  return <div><bdi>{href ? <a href={href}>{way.value}</a> : way.value}</bdi>{words && <span class="meta"> {words}</span>}</div>;
}

function Marked({ t, field }: { readonly t: Translate; readonly field: ShareField }): VNode | null {
  if (isSensitive(field)) return <> <Tag tone="warn" icon="lock">{t('referrals.sharing.sensitive')}</Tag></>;
  return ALWAYS_TOLD.includes(field) ? <> <Tag tone="line">{t('referrals.sharing.always-told')}</Tag></> : null;
}

export interface FieldPickerProps {
  readonly t: Translate;
  readonly name?: string;
  readonly legend: string;
  readonly note?: string;
  readonly chosen: readonly string[];
}

/** All fields that can be shared, by kind, each with what it is; sensitive ones are marked. */
export function FieldPicker({ t, name = 'fields', legend, note, chosen }: FieldPickerProps): VNode {
  return (
    <FormSection legend={legend} {...(note === undefined ? {} : { note })}>
      {byTag(SHARE_FIELD_CODES).map(({ tag, fields }) => (
        <fieldset class="stack-2">
          <legend class="label">{t(`referrals.sharing.tags.${tag}`)}</legend>
          <div class="grid-2">
            {fields.map((field) => (
              <label class="choice choice-block">
                {ALWAYS_TOLD.includes(field) && <input type="hidden" name={name} value={field} />}
                <input type="checkbox" id={field === SHARE_FIELD_CODES[0] ? name : `${name}-${field}`} name={name} value={field} checked={ALWAYS_TOLD.includes(field) || chosen.includes(field)} disabled={ALWAYS_TOLD.includes(field)} />
                <span>{fieldName(t, field)}<Marked t={t} field={field} /><small>{t(`referrals.sharing.explained.${field}`)}</small></span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </FormSection>
  );
}
