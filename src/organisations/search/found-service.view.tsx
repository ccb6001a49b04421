import type { VNode } from 'preact';
import type { Reference } from '../../../config/reference.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Icon } from '../../../libs/ui/icon.js';
import { Dots } from '../../../libs/ui/identity.js';
import { Tag, type Tone } from '../../../libs/ui/tag.js';
import { type Tick, Ticks } from '../../../libs/ui/ticks.js';
import { REASONS, type ReasonCode, type Verdict, type Weight } from './fit.rules.js';
import type { FoundCounts, FoundService } from './found-service.js';
import { reasonWords } from './reason-words.js';

interface Shown {
  readonly t: Translate;
  readonly at: Date;
  readonly reference: Reference;
}

const TONES: Readonly<Record<Verdict, Tone>> = { fits: 'ok', maybe: 'warn', no: 'line' };
const ICONS = { fits: 'circle-check', maybe: 'circle-question-mark', no: 'ban' } as const;
const KINDS: Readonly<Record<Weight, Tick['kind']>> = { for: 'yes', said: 'no', doubt: 'mind', out: 'no' };

/** Services that were found, best first, each with why it fits and, folded where it does not, why not. */
export function FoundServices({ services, ...shown }: Shown & { readonly services: readonly FoundService[] }): VNode {
  return <ol class="card rows">{services.map((service) => <Found service={service} {...shown} />)}</ol>;
}

/** How many fit, may fit, and cannot help now. */
export const countWords = (t: Translate, { fits, maybe, no }: FoundCounts): string => t('organisations.search.counts', { fits, maybe, no });

function Found({ t, at, reference, service }: Shown & { readonly service: FoundService }): VNode {
  const { reasons, verdict, location } = service;
  const tick = (code: ReasonCode): Tick => ({ kind: KINDS[REASONS[code]], text: reasonWords(t, code, service, at, reference) });
  const [speakFor, against] = [reasons.filter((code) => REASONS[code] === 'for' || REASONS[code] === 'said'), reasons.filter((code) => REASONS[code] === 'doubt' || REASONS[code] === 'out')];
  return (
    <li class="stack-2">
      <div class="between">
        <div>
          <div class="row"><a class="strong name" href={`/services/${service.id}`}>{service.name}</a><Tag tone={TONES[verdict]} icon={ICONS[verdict]}>{t(`organisations.search.verdicts.${verdict}`)}</Tag></div>
          <Dots class="meta">{[
            service.organisation, location ? [location.address ?? location.name, reference.borough(location.borough ?? '')?.name].filter(Boolean).join(', ') : '',
            service.km === null ? '' : t('organisations.search.km', { km: t.number(service.km) }), service.phone ?? '',
          ]}</Dots>
        </div>
      </div>
      {service.alert && <p class="meta"><Icon name="info" /> {service.alert}</p>}
      {/* Who cannot help now is no choice: why not is there for whoever asks. */}
      {verdict === 'no'
        ? <><Ticks ticks={against.filter((code) => REASONS[code] === 'out').map(tick)} />
          <details class="more"><summary><Icon name="chevron-right" kind="turn" />{t('organisations.search.all-reasons')}</summary><Ticks ticks={[...speakFor, ...against.filter((code) => REASONS[code] === 'doubt')].map(tick)} /></details></>
        : <Ticks ticks={[...speakFor, ...against].map(tick)} />}
      {service.rules.text && reasons.some((code) => /^(status|age|gender|household|language|borough)\./.test(code)) && <p class="meta">{service.rules.text}</p>}
    </li>
  );
}
