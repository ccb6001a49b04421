import type { ComponentChildren, VNode } from 'preact';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Choices, Tick } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { HintAndFault } from '../../../libs/ui/form/field.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { RowGroup } from '../../../libs/ui/form/row-group.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { DateField, TextArea, TextField } from '../../../libs/ui/form/text-field.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { PageHead } from '../../../libs/ui/page-head.js';
import { HOUSING, INTERPRETER, KINSHIPS, URGENCIES } from '../../cases/cases.door.js';
import type { FormLists } from './form-lists.js';
import { PreviewAside, type PreviewProps } from './preview.view.js';
import { dayField } from './registration.form.js';

export interface RegisterProps extends Omit<PreviewProps, 'faults'> {
  readonly action: string;
  readonly once: string;
  readonly lists: FormLists;
  readonly faults: FormFaults;
  /** The tier that is proposed now is not the one that was looked at. */
  readonly confirm: boolean;
}

/** Registration in one form: who they are, how to talk safely, what cannot wait, who answers for them; beside it, what follows. */
export function RegisterPage(props: RegisterProps): VNode {
  const { t, kind, action, once, faults, confirm } = props;
  return (
    <>
      <PageHead title={t(`arrivals.${kind}.title`)} lead={t(`arrivals.${kind}.lead`)} deeds={<a class="button button-small" href={kind === 'arrival' ? '/arrivals/notices/new' : '/arrivals/new'}>{t(`arrivals.${kind}.other`)}</a>} />
      <Form id="register" action={action} hidden={{ once }} class="with-aside" label={t(`arrivals.${kind}.title`)}>
        <div class="form">
          <ErrorSummary faults={faults.summary} />
          {confirm && <div tabindex={-1} autofocus><Notice icon="scale" title={t('arrivals.preview.confirm-title')}>{t('arrivals.preview.confirm')}</Notice></div>}
          <ToTheAside {...props} />
          <Household {...props} />
          <Talking {...props} />
          <Urgent {...props} />
          <Following {...props} />
          <FormBar note={t(`arrivals.${kind}.note`)}>
            <button class="button button-primary button-large" type="submit" name="deed" value="register">{t(`arrivals.${kind}.submit`)}</button>
            <noscript><button class="button button-large" type="submit" name="deed" value="preview">{t('arrivals.form.preview')}</button></noscript>
          </FormBar>
        </div>
        <PreviewAside {...props} faults={faults.fields} />
      </Form>
    </>
  );
}

function ToTheAside({ t, previewed }: RegisterProps): VNode | null {
  if (!previewed) return null;
  return (
    <nav class="chips until-aside" aria-label={t('arrivals.preview.label')}>
      <a class="chip" href="#tier-proposal"><Icon name="scale" />{t('arrivals.preview.chip-tier', { tier: previewed.proposal.tier })}</a>
      <a class="chip" href="#plan"><Icon name="calendar" />{t('arrivals.preview.plan')}</a>
    </nav>
  );
}

function Household({ t, kind, typed, lists, faults: { fields } }: RegisterProps): VNode {
  const day = dayField(kind);
  return (
    <FormSection legend={t('arrivals.form.household')} note={t('arrivals.form.household-note')}>
      <HintAndFault name="newcomers" fault={fields['newcomers']} />
      <RowGroup name="newcomers" rows={Math.max(1, typed.rows('newcomers').length)} columns={4} row={(index) => <Person index={index} t={t} typed={typed} fields={fields} />}
        rowLabel={(number) => t('arrivals.form.person', { number })} addLabel={t('arrivals.form.add')} removeLabel={(number) => t('arrivals.form.remove', { number })} />
      <div class="grid-2">
        <DateField name={day} label={t(`arrivals.form.${day}`)} value={typed.text(day)} fault={fields[day]} hint={t(`arrivals.form.${day}-hint`)}
          {...(kind === 'arrival' ? { max: lists.today } : { min: lists.today })} />
        {kind === 'arrival'
          ? <DateField kind="time" name="arrivalTime" label={t('arrivals.form.arrivalTime')} value={typed.text('arrivalTime')} fault={fields['arrivalTime']} hint={t('arrivals.form.arrivalTime-hint')} optional />
          : <TextField name="noticeNumber" label={t('arrivals.form.noticeNumber')} value={typed.text('noticeNumber')} fault={fields['noticeNumber']} maxlength={60} optional />}
        <SelectField name="immigrationStatus" label={t('arrivals.form.status')} blank={t('arrivals.form.choose')} value={typed.text('immigrationStatus')} options={lists.statuses} fault={fields['immigrationStatus']} hint={t('arrivals.form.status-hint')} />
        <SelectField name="source" label={t('arrivals.form.source')} value={typed.text('source')} options={lists.sources} fault={fields['source']} />
        <SelectField name="borough" label={t('arrivals.form.borough')} blank={t('arrivals.form.unknown')} value={typed.text('borough')} options={lists.boroughs} fault={fields['borough']} optional />
        {kind === 'arrival' && <DateField name="provinceArrivalOn" label={t('arrivals.form.provinceArrivalOn')} value={typed.text('provinceArrivalOn')} fault={fields['provinceArrivalOn']} hint={t('arrivals.form.provinceArrivalOn-hint')} max={lists.today} optional />}
      </div>
    </FormSection>
  );
}

interface PersonProps extends Pick<RegisterProps, 'typed'> {
  readonly t: Translate;
  readonly index: number | '__index__';
  readonly fields: Readonly<Record<string, string>>;
}

function Person({ t, index, typed, fields }: PersonProps): VNode {
  const at = (field: string): { name: string; value: string | undefined; fault: string | undefined } => {
    const name = `newcomers.${index}.${field}`;
    return { name, value: typed.text(name), fault: fields[name] };
  };
  const kinships = KINSHIPS.filter((kinship) => (kinship === 'head') === (index === 0)).map((kinship) => ({ value: kinship, text: t(`arrivals.form.kinship.${kinship}`) }));
  const kin = at('kinship');
  return (
    <>
      <TextField {...at('givenName')} label={t('arrivals.form.given-name')} maxlength={120} dir="auto" />
      <TextField {...at('familyName')} label={t('arrivals.form.family-name')} maxlength={120} dir="auto" />
      <DateField {...at('birthOn')} label={t('arrivals.form.birth')} />
      <SelectField {...kin} value={kin.value ?? (index === 0 ? 'head' : 'child')} label={t('arrivals.form.kin')} options={kinships} />
    </>
  );
}

function Talking({ t, typed, lists, faults: { fields } }: RegisterProps): VNode {
  const way = (place: number, field: string): { name: string; value: string | undefined; fault: string | undefined } => {
    const name = `contactWays.${place}.${field}`;
    return { name, value: typed.text(name), fault: fields[name] };
  };
  const tick = (place: number, field: string): VNode => <Tick name={`contactWays.${place}.${field}`} label={t(`arrivals.form.safe.${place === 1 ? 'write' : field}`)} checked={typed.is(`contactWays.${place}.${field}`)} />;
  return (
    <FormSection legend={t('arrivals.form.talking')} note={t('arrivals.form.talking-note')}>
      <div class="grid-2">
        <SelectField name="language" label={t('arrivals.form.language')} blank={t('arrivals.form.choose')} value={typed.text('language')} options={lists.languages} fault={fields['language']} />
        <SelectField name="languages" label={t('arrivals.form.other-language')} blank={t('arrivals.form.none')} value={typed.list('languages')[0]} options={lists.languages} fault={fields['languages']} optional />
      </div>
      <Choices type="radio" name="interpreter" label={t('arrivals.form.interpreter')} value={typed.text('interpreter')} fault={fields['interpreter']}
        choices={INTERPRETER.map((one) => ({ value: one, text: t(`arrivals.form.interpreters.${one}`) }))} />
      <div class="grid-2">
        <TextField {...way(0, 'value')} type="tel" label={t('arrivals.form.phone')} hint={t('arrivals.form.phone-hint')} optional />
        <TextField {...way(0, 'codeWord')} label={t('arrivals.form.code-word')} hint={t('arrivals.form.code-word-hint')} maxlength={40} optional />
      </div>
      <Ticked name="contactWays.0.safeToCall" legend={t('arrivals.form.may')} fault={fields['contactWays.0.voicemailOk'] ?? fields['contactWays.0.safeToCall']}>
        {tick(0, 'safeToCall')}{tick(0, 'safeToText')}{tick(0, 'voicemailOk')}
      </Ticked>
      <div class="grid-2">
        <TextField {...way(1, 'value')} type="email" label={t('arrivals.form.email')} optional />
        <Ticked name="contactWays.1.safeToText" legend={t('arrivals.form.may')}>{tick(1, 'safeToText')}</Ticked>
      </div>
    </FormSection>
  );
}

/** Several yes-or-no questions under one legend. */
function Ticked({ name, legend, fault, children }: { readonly name: string; readonly legend: string; readonly fault?: string | undefined; readonly children: ComponentChildren }): VNode {
  return (
    <fieldset class={fault ? 'stack-2 field-error' : 'stack-2'} aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend class="label">{legend}</legend>
      <HintAndFault name={name} fault={fault} />
      <div class="choices">{children}</div>
    </fieldset>
  );
}

function Urgent({ t, kind, typed, faults: { fields } }: RegisterProps): VNode {
  return (
    <FormSection legend={t('arrivals.form.urgent')} note={t('arrivals.form.urgent-note')}>
      <Choices type="radio" name="housing" label={t('arrivals.form.housing')} value={typed.text('housing') ?? ''} fault={fields['housing']}
        choices={[...HOUSING.map((one) => ({ value: one, text: t(`arrivals.form.housings.${one}`) })), { value: '', text: t('arrivals.form.unknown') }]} />
      <Choices type="checkbox" name="urgencies" label={t('arrivals.form.urgencies')} value={typed.list('urgencies')} fault={fields['urgencies']}
        choices={URGENCIES.map((one) => ({ value: one, text: t(`arrivals.form.urgency.${one}`) }))} />
      {kind === 'notice' && (
        <Ticked name="hasJobOrSchool" legend={t('arrivals.form.at-ease')}>
          <Tick name="hasJobOrSchool" label={t('arrivals.form.job-or-school')} checked={typed.is('hasJobOrSchool')} />
          <Tick name="agreesToMessages" label={t('arrivals.form.agrees')} checked={typed.is('agreesToMessages')} />
        </Ticked>
      )}
      <TextArea name="note" label={t('arrivals.form.note')} value={typed.text('note')} fault={fields['note']} maxlength={10_000} optional />
    </FormSection>
  );
}

function Following({ t, typed, lists, faults: { fields } }: RegisterProps): VNode {
  return (
    <FormSection legend={t('arrivals.form.following')}>
      <SelectField name="owner" label={t('arrivals.form.owner')} value={typed.text('owner') ?? lists.ownersDefault} options={lists.owners} fault={fields['owner']} hint={t('arrivals.form.owner-hint')} />
    </FormSection>
  );
}
