import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Chips, type ChipLink } from '../../../libs/ui/chips.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form } from '../../../libs/ui/form/form.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { TextField } from '../../../libs/ui/form/text-field.js';
import { Icon, ICONS, type IconName } from '../../../libs/ui/icon.js';
import { Notice } from '../../../libs/ui/notice.js';
import { Tag } from '../../../libs/ui/tag.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { householdName, partPath } from '../../cases/cases.door.js';
import { FieldPicker } from '../sharing/share.view.js';
import { Pick, whyNot } from './pick.view.js';
import { Aside } from './refer-aside.view.js';
import { referFields, referHref } from './refer-form.js';
import type { ReferPageProps } from './refer-props.js';
import { WaysToAsk } from './ways.view.js';

const pictureOf = (icon: string | undefined): IconName => ICONS.find((name) => name === icon) ?? 'circle-dot';

/** Whom to ask: who could help with a need and why, in which order, and what they are told. */
export function ReferPage(props: ReferPageProps): VNode {
  const { t, opened: { file }, asks, address, need, goingOn } = props;
  return (
    <>
      <Head {...props} />
      <div class="stack-6">
        {file.state === 'closed' && <Notice icon="archive" title={t('referrals.refer.closed')} />}
        {goingOn && address.referral === undefined && asks && (
          <Notice icon="route" title={t('referrals.refer.going-on')}><p><a href={`/referrals/${goingOn}`}>{t('referrals.refer.see-referral')}</a></p></Notice>
        )}
        <Narrowing {...props} />
        {need === undefined ? <div class="card"><EmptyState title={t('referrals.refer.which-need')} icon="clipboard-list" /></div>
          : asks ? <Asking {...props} /> : <section class="card" aria-labelledby="suggested"><h2 class="visually-hidden" id="suggested">{t('referrals.refer.suggested')}</h2><List {...props} /></section>}
      </div>
    </>
  );
}

function Head({ t, reference, opened: { file, household }, address, need, found, asks }: ReferPageProps): VNode {
  const known = reference.need(need ?? '');
  const score = household.scores.find(({ code }) => code === need)?.score;
  const person = household.newcomers.find(({ id }) => id === address.for);
  return (
    <div class="page-head">
      <div>
        <p class="row-4">
          <a href={partPath(file.id, 'overview', address.reason)}>{householdName(t, file)}</a>
          <Tier level={Number(file.tier.slice(1)) as Level} word />
          {known && <Tag tone={score !== undefined && score < 2 ? 'critical' : 'accent'} icon={pictureOf(known.icon)}>{score === undefined ? known[t.language] : t('referrals.refer.need', { need: known[t.language], score, word: t(`cases.scores.s${score}`) })}</Tag>}
          {person && <Tag icon="user-round">{t('referrals.refer.for-one', { name: person.givenName })}</Tag>}
        </p>
        <h1>{t('referrals.refer.title')}</h1>
        <p>{t(asks ? 'referrals.refer.lead' : 'referrals.refer.lead-reading', { count: found.suggested.length })}</p>
      </div>
    </div>
  );
}

function Narrowing({ t, reference, opened: { file, household }, address, need }: ReferPageProps): VNode {
  const nameOf = (code: string): string => reference.need(code)?.[t.language] ?? code;
  const toggle = (name: 'speaks' | 'hasRoom' | 'openNow' | 'unverified'): ChipLink => (
    { kind: address[name] ? 'on' : 'add', text: t(`referrals.refer.narrow.${name}`), href: referHref(file.id, address, { need, [name]: !address[name] }) });
  const chips: ChipLink[] = [
    toggle('speaks'),
    ...(file.borough ? [{ kind: address.km === null ? 'add' as const : 'on' as const, text: t('referrals.refer.narrow.km', { km: address.km ?? 5 }), href: referHref(file.id, address, { need, km: address.km === null ? 5 : null }) }] : []),
    toggle('hasRoom'), toggle('openNow'), toggle('unverified'),
  ];
  const people = household.newcomers.filter(({ leftOn }) => leftOn === null);
  return (
    <div class="stack-2">
      {need !== undefined && <Chips label={t('referrals.refer.narrow.label')} chips={chips} />}
      {address.referral === undefined && (
        <details class="more no-print" open={need === undefined}>
          <summary><Icon name="chevron-right" kind="turn" />{t('referrals.refer.other')}</summary>
          <form class="grid-2 filters" method="get" action={`/cases/${file.id}/refer`}>
            {referFields(address, { need: undefined, for: undefined }).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
            <SelectField name="need" label={t('referrals.refer.which')} value={need ?? null} options={needOptions(t, reference, household.scores.map(({ code }) => code), nameOf)} />
            <SelectField name="for" label={t('referrals.refer.whom-for')} blank={t('referrals.refer.household')} value={address.for ?? null} options={people.map(({ id, givenName, familyName }) => ({ value: id, text: `${givenName} ${familyName}`.trim() }))} />
            <div class="row"><button class="button" type="submit">{t('referrals.refer.show')}</button></div>
          </form>
        </details>
      )}
    </div>
  );
}

/** What was scored comes first: that is what the household was asked about. */
function needOptions(t: Translate, reference: Reference, scored: readonly string[], nameOf: (code: string) => string) {
  const option = (code: string) => ({ value: code, text: nameOf(code) });
  const own = [...new Set(scored)];
  const others = reference.needs.map(({ code }) => code).filter((code) => !own.includes(code));
  return own.length === 0 ? others.map(option) : [{ group: t('referrals.refer.scored'), options: own.map(option) }, { group: t('referrals.refer.others'), options: others.map(option) }];
}

/** The form. A change asks the server for what would come of it; without script a button does. */
function Asking(props: ReferPageProps): VNode {
  const { t, opened: { file }, address, need, once, faults } = props;
  const action = referHref(file.id, address, { need });
  const live = { 'hx-post': action, 'hx-trigger': 'change from:#refer delay:200ms', 'hx-include': '#refer', 'hx-target': '#refer', 'hx-select': '#refer', 'hx-swap': 'outerMorph' };
  return (
    <Form id="refer" action={action} class="stack-6" hidden={{ once }}>
      <div hidden {...live} />
      <ErrorSummary faults={faults.summary} />
      <div class="with-aside">
        <div class="stack-6">
          <section class="card" aria-labelledby="suggested">
            <h2 class="visually-hidden" id="suggested">{t('referrals.refer.suggested')}</h2>
            <List {...props} />
          </section>
          <Known {...props} />
          <WaysToAsk {...props} />
          {address.referral === undefined && <Fields {...props} />}
          {address.referral === undefined && <Nobody t={t} />}
        </div>
        <Aside {...props} />
      </div>
    </Form>
  );
}

function List({ t, reference, found, picks, form, plan, faults, asks }: ReferPageProps): VNode {
  const rankOf = (id: string): number | undefined => { const at = form.chosen.indexOf(id); return asks && at >= 0 ? at + 1 : undefined; };
  return (
    <>
      {picks.length === 0 && <EmptyState title={t('referrals.refer.nobody')} icon="handshake">{t('referrals.refer.nobody-note')}</EmptyState>}
      <ol>
        {picks.map((service, i) => (
          <Pick t={t} reference={reference} at={found.at} service={service} asks={asks} rank={rankOf(service.id)} dueAt={asks ? plan.dueAt.get(service.id) : undefined}
            fault={faults.fields[`pick-${service.id}`]} first={i === 0} last={i === picks.length - 1} />
        ))}
      </ol>
      {found.excluded.length > 0 && (
        <div class="card-foot">
          <details class="more">
            <summary><Icon name="chevron-right" kind="turn" />{t('referrals.refer.excluded', { count: found.excluded.length })}</summary>
            <ul class="ticks ticks-sm">
              {found.excluded.map((service) => <li><Icon name="x" /><span>{t('referrals.refer.excluded-because', { organisation: service.organisation, service: service.name, why: whyNot(t, service, found.at, reference) })}</span></li>)}
            </ul>
          </details>
        </div>
      )}
    </>
  );
}

/** A service that the caseworker knows, found by its name, whatever the rules suggest. */
function Known({ t, form, named }: ReferPageProps): VNode {
  return (
    <section class="card card-body stack" aria-labelledby="known">
      <div class="stack-2">
        <h2 id="known">{t('referrals.refer.known')}</h2>
        <p class="meta">{t('referrals.refer.known-note')}</p>
      </div>
      <div class="row filters">
        <TextField name="text" type="search" label={t('referrals.refer.known-words')} value={form.text} maxlength={120} />
        <button class="button" type="submit" name="act" value="look"><Icon name="search" />{t('referrals.refer.find')}</button>
      </div>
      {form.text !== '' && <p class="meta" role="status">{t('referrals.refer.found', { count: named.length })}</p>}
    </section>
  );
}

/** Every field that may be shared, to widen or narrow what is sent. */
const Fields = ({ t, preview: { fields }, form }: ReferPageProps): VNode => (
  <details class="more" id="sharing">
    <summary><Icon name="pencil" />{t('referrals.refer.change-fields')}</summary>
    <input type="hidden" name="sharing" value="1" />
    <input type="hidden" name="proposed" value={form.fields === undefined ? fields.join(',') : ''} />
    <FieldPicker t={t} legend={t('referrals.refer.shared')} note={t('referrals.refer.shared-note')} chosen={fields} />
  </details>
);

function Nobody({ t }: { readonly t: Translate }): VNode {
  return (
    <section class="card card-body stack" aria-labelledby="nobody">
      <div class="stack-2">
        <h2 id="nobody">{t('referrals.refer.nobody-can')}</h2>
        <p class="meta">{t('referrals.refer.nobody-can-note')}</p>
      </div>
      <div class="row"><button class="button" type="submit" name="act" value="nobody"><Icon name="archive" />{t('referrals.refer.put-on-ledger')}</button></div>
    </section>
  );
}
