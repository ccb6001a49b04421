import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { machineTime } from '../../../libs/ui/due.js';
import { SelectField } from '../../../libs/ui/form/select-field.js';
import { Icon, type IconName } from '../../../libs/ui/icon.js';
import { Step, Steps } from '../../../libs/ui/steps.js';
import { type Level, Tier } from '../../../libs/ui/tier.js';
import { Ticks } from '../../../libs/ui/ticks.js';
import { TIERS } from '../../cases/cases.door.js';
import type { FirstDay } from '../../follow-ups/follow-ups.door.js';
import { explainDate } from '../explain-plan.js';
import { OVERRIDES } from '../household.rules.js';
import type { Previewed } from '../preview-arrival.js';
import { chosenTier, type Kind, markOf } from './registration.form.js';
import type { Typed } from '../../../libs/http/typed.js';

export interface PreviewProps {
  readonly t: Translate;
  readonly kind: Kind;
  readonly typed: Typed;
  /** Nothing while the form says too little. */
  readonly previewed: Previewed | undefined;
  readonly nameOf: (code: string) => string;
  readonly me: string;
  readonly faults?: Readonly<Record<string, string>>;
}

const LEVELS = { P1: 1, P2: 2, P3: 3, P4: 4 } as const satisfies Record<string, Level>;
const ICONS: Readonly<Record<string, IconName>> = {
  file: 'clipboard-check', sms: 'message-square', email: 'mail', partner: 'handshake', call: 'phone', in_person: 'users', visit: 'house',
};

/** Beside the form: the tier with its reasons and what would be promised when. It is drawn again whenever a field changes. */
export function PreviewAside(props: PreviewProps): VNode {
  const { kind, previewed, t } = props;
  const live = { 'hx-post': '/arrivals/preview-part', 'hx-trigger': 'change from:#register delay:250ms', 'hx-include': '#register', 'hx-target': 'this', 'hx-swap': 'outerMorph' };
  return (
    <aside class="aside sticky" id="preview" aria-label={t('arrivals.preview.label')} {...live}>
      <input type="hidden" name="kind" value={kind} />
      {previewed ? <><TierCard {...props} previewed={previewed} /><PlanCard {...props} previewed={previewed} /></> : (
        <Card id="tier-proposal" title={t('arrivals.preview.tier')}><p class="meta">{t('arrivals.preview.too-little')}</p></Card>
      )}
    </aside>
  );
}

function TierCard({ t, typed, previewed: { proposal, tier, days }, faults = {} }: PreviewProps & { readonly previewed: Previewed }): VNode {
  const differs = chosenTier(typed) !== undefined || faults['tier.because'] !== undefined;
  const choices = TIERS.map((one) => ({ value: one, text: `${one} ${t(`cases.tiers.${one}`)}` }));
  return (
    <Card id="tier-proposal" title={t('arrivals.preview.tier')} side={<Tier level={LEVELS[proposal.tier]} word />}>
      <div class="stack">
        <Ticks ticks={proposal.reasons.map(({ code }) => ({ text: t(`arrivals.tier.reasons.${code}`) }))} />
        <p class="meta">{t('arrivals.preview.rules', { code: days.protocol.id, version: days.protocol.version })}</p>
        <input type="hidden" name="seen" value={markOf(proposal)} />
        <details class="more" open={differs}>
          <summary><Icon name="chevron-right" kind="turn" />{t('arrivals.preview.change-tier')}</summary>
          <div class="stack">
            <SelectField name="tier.confirmed" label={t('arrivals.preview.my-tier')} blank={t('arrivals.preview.as-proposed')} value={chosenTier(typed) ?? ''} options={choices} />
            <SelectField name="tier.because" label={t('arrivals.preview.because')} blank={t('arrivals.form.choose')} value={typed.text('tier.because') ?? ''} fault={faults['tier.because']}
              options={OVERRIDES.map((code) => ({ value: code, text: t(`arrivals.tier.reasons.${code}`) }))} />
            {tier !== proposal.tier && <p class="meta">{t('arrivals.preview.planned-for', { tier })}</p>}
          </div>
        </details>
      </div>
    </Card>
  );
}

function PlanCard({ t, me, nameOf, previewed: { at, owner, days } }: PreviewProps & { readonly previewed: Previewed }): VNode {
  const standing = days.checkpoints.filter(({ superseded }) => !superseded);
  const past = days.checkpoints.length - standing.length;
  return (
    <Card id="plan" title={t('arrivals.preview.plan')} side={<span class="meta-xs">{owner.ownerId === me || owner.name === null ? t('arrivals.preview.owner-you') : t('arrivals.preview.owner', { name: owner.name })}</span>}>
      <div class="stack">
        {owner.why !== 'chosen' && <p class="meta">{t(`arrivals.owner.why.${owner.why}`)}</p>}
        <Steps quiet>
          {standing.map((day, i) => (
            <Step title={nameOf(day.code)} icon={ICONS[day.channel] ?? 'calendar'} mark={i === 0 ? 'now' : undefined} meta={(
              <>
                <time datetime={machineTime(day.dueAt)}>{i === 0 || day.explain.offset.unit === 'hours' ? t.whenNear(day.dueAt, at) : t.dayShort(day.dueOn, at)}</time>
                {subsOf(t, day, nameOf).map((text) => <span class="due-sub">{text}</span>)}
              </>
            )} />
          ))}
        </Steps>
        {past > 0 && <p class="meta">{t('arrivals.preview.past', { count: past })}</p>}
      </div>
    </Card>
  );
}

/** What a date does not say by itself: plain calendar days do. */
function subsOf(t: Translate, day: FirstDay, nameOf: (code: string) => string): string[] {
  const [counted = '', ...rest] = explainDate(t, day, nameOf);
  const plain = day.explain.offset.clock === 'CALENDAR' && day.explain.anchor !== 'REGISTRATION';
  const how = ['visit', 'in_person', 'file'].includes(day.channel) ? [t(`arrivals.channels.${day.channel}`)] : [];
  return [...how, ...(plain ? [] : [counted]), ...rest.filter((text) => text !== t('arrivals.plan.provisional'))];
}
